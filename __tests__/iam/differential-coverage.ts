import { operators } from "./naive/operators";
import type { Run } from "./differential-run";

/** What a run must have met, so that agreement means something: the least share of all questions, in percent, of each decision. */
export const leastShares: Readonly<Record<string, number>> = {
  "Allowed by identity": 8,
  "Allowed by both": 5,
  "Allowed by resource": 2,
  "Allowed by trust": 1,
  "ExplicitlyDenied by identity": 5,
  "ExplicitlyDenied by resource": 1.5,
  "ExplicitlyDenied by trust": 1,
  "ExplicitlyDenied by boundary": 0.5,
  "ExplicitlyDenied by session": 0.5,
  "ExplicitlyDenied by scp": 0.5,
  "ExplicitlyDenied by rcp": 1.5,
  "ExplicitlyDenied by vpc-endpoint": 0.3,
  "ImplicitlyDenied by identity": 10,
  "ImplicitlyDenied by resource": 3,
  "ImplicitlyDenied by trust": 1,
  "ImplicitlyDenied by boundary": 1,
  "ImplicitlyDenied by session": 0.7,
  "ImplicitlyDenied by scp": 1,
  "ImplicitlyDenied by rcp": 0.3,
  "ImplicitlyDenied by vpc-endpoint": 1,
  "ImplicitlyDenied by none": 1,
  open: 3,
};

export const share = (run: Run, decision: string, questions: number): number =>
  (100 * (run.counts.get(decision) ?? 0)) / questions;

const names = [...operators.map((name) => name.toLowerCase())];

/** Elements and operators, alone and with each set operator and IfExists; a condition counts where the rest of its statement applies. */
export const elements = ["Action", "NotAction", "Resource", "NotResource", "Principal", "NotPrincipal"];
export const alone = [...names, "null"];
export const quantified = names.flatMap((name) => [
  `forallvalues:${name}`,
  `foranyvalue:${name}`,
  `${name}ifexists`,
]);
export const quantifiedIfExists = names.flatMap((name) => [
  `forallvalues:${name}ifexists`,
  `foranyvalue:${name}ifexists`,
]);

/** Those of the tests that didn't come out both ways, at least `least` times each. */
export function oneSided(run: Run, tests: readonly string[], least: number): string[] {
  return tests
    .map((test) => test.toLowerCase())
    .flatMap((test) => [`${test} true`, `${test} false`])
    .filter((outcome) => (run.counts.get(outcome) ?? 0) < least);
}

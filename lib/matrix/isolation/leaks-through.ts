import type { PolicyDocument, PolicySet } from "../../iam/types";
import type { AttachedPolicy } from "../../terraform/inventory";
import { type NameChange, type NameQuestion, nameChanges } from "../every-name";
import { byStatement, leaksOf, type Leak } from "./leak";
import { ANYBODY } from "../every-name/outsiders";
import { allowsAlone, statementsOf } from "../placed-statements";
import type { PolicyCaller, PolicyCallers } from "./policy-callers";
import { policySetOf } from "../every-name/policy-set";

/** Policies on repositories, and what is declared or said of them already. */
export interface PolicyQuestion {
  readonly policies: readonly AttachedPolicy[];
  readonly expected: PolicyDocument;
  readonly location: NameQuestion["location"];
}

type Ask = (base: PolicySet, head: PolicySet, question: NameQuestion) => readonly NameChange[];

/** What everybody whom the policies may let in gains by them, and by which statement. */
export function leaksThrough(question: PolicyQuestion, callers: PolicyCallers, ask: Ask): Leak[] {
  const { policies, location } = question;
  const leaks = callers.of(policies, location).flatMap((caller) => {
    const isInside = caller.asks.principal.accountId === location.account;
    const stranger = isInside ? ANYBODY.inside : ANYBODY.outside;
    return leaksOfCaller(question, caller, ask).map((leak) => ({ leak, stranger }));
  });
  const said = new Set(leaks.map(({ leak }) => tell(leak, leak.who)));
  return leaks
    .filter(({ leak, stranger }) => leak.who === stranger || !said.has(tell(leak, stranger)))
    .map(({ leak }) => leak);
}

function leaksOfCaller(
  { policies, expected, location }: PolicyQuestion,
  caller: PolicyCaller,
  ask: Ask,
): Leak[] {
  const { of, asks, without, own, replacedIn, doubt } = caller;
  const standing = replacedIn?.(policies) ?? policies;
  const base = on(without, expected);
  const head = on(own, policySetOf(undefined, standing, "head").resource!);
  const gained = leaksOf(ask(base, head, { ...asks, location }), of);
  if (!gained.length) return [];
  const allows = allowsAlone(statementsOf(standing, "resource"));
  const leaks = gained.flatMap((leak) =>
    byStatement(leak, allows, (document, { name, region }) =>
      nameChanges(base, on(own, document), { ...asks, location: { ...location, region }, repository: name }),
    ),
  );
  if (doubt === undefined) return leaks;
  return leaks.map((leak) => ({ ...leak, certain: false, because: [doubt, ...leak.because] }));
}

function on(set: PolicySet, resource: PolicyDocument): PolicySet {
  return { ...set, resource, resourceType: "ecr-repository" };
}

/** What a leak says of whoever it may be: what holds of anybody is not said of those besides whom the policies name. */
function tell({ certain, actions, pattern, except, because, statement }: Leak, who: string): string {
  return JSON.stringify([who, certain, actions, pattern, except, because, statement]);
}

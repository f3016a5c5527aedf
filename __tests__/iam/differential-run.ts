import { evaluate } from "../../lib/iam/evaluate";
import type { AuthorizationRequest, Decision, PolicySet } from "../../lib/iam/types";
import { compare, type Difference } from "./differential-compare";
import { question, type Question } from "./differential-policies";
import { shrink } from "./differential-shrink";
import { naive, type Outcome } from "./naive/naive";

export interface Run {
  /** The first few differences that nothing explains, each as small as it gets, as text to paste into a case table. */
  readonly differences: readonly string[];
  /** How often each explained difference came up. */
  readonly explained: ReadonlyMap<string, number>;
  /** How often the naive evaluator came to each decision (`Allowed by identity`, or `open`), and each test to each answer (`StringLike true`). */
  readonly counts: ReadonlyMap<string, number>;
}

export type Judge = (request: AuthorizationRequest, policies: PolicySet) => Decision;

/** Puts questions `first` to `first + count - 1` of the seed to both evaluators. */
export function run(seed: number, first: number, count: number): Run {
  const differences: string[] = [];
  const explained = new Map<string, number>();
  const counts = new Map<string, number>();
  for (let number = first; number < first + count; number += 1) {
    const asked = question(seed, number);
    const outcome = naive(asked.request, asked.policies, (test, answer) =>
      add(counts, `${test.toLowerCase()} ${answer}`),
    );
    const [only, ...others] = outcome.decisions;
    add(counts, others.length === 0 ? `${only?.result} by ${only?.by}` : "open");
    const difference = differenceOf(asked, outcome, evaluate);
    if (difference?.explained !== undefined) add(explained, difference.explained);
    else if (difference !== undefined && differences.length < 3) {
      differences.push(report(asked, difference.what, `seed ${seed}, number ${number}`));
    }
  }
  return { differences, explained, counts };
}

/** The number of the first of the seed's questions that shows a difference, explained or not; `undefined`: none of the first `most` does. */
export function firstDifference(seed: number, most: number, judged: Judge): number | undefined {
  for (let number = 0; number < most; number += 1) {
    const asked = question(seed, number);
    const outcome = naive(asked.request, asked.policies);
    if (differenceOf(asked, outcome, judged) !== undefined) return number;
  }
  return undefined;
}

function add(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

/** "No input makes it throw": an exception is a difference like any other. */
function differenceOf(
  { request, policies }: Question,
  outcome: Outcome,
  judged: Judge,
): Difference | undefined {
  try {
    return compare(outcome, judged(request, policies));
  } catch (error) {
    return { what: `throws ${String(error)}` };
  }
}

function report(asked: Question, what: string, found: string): string {
  const opinion = ({ request, policies }: Question) => naive(request, policies);
  const small = shrink(asked, (smaller) => differenceOf(smaller, opinion(smaller), evaluate)?.what === what);
  return JSON.stringify({ what, found, ...small, naive: opinion(small).decisions }, null, 1);
}

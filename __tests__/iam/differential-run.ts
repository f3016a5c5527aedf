import { evaluate } from "../../lib/iam/evaluate";
import { compare, type Difference } from "./differential-compare";
import { question, type Question } from "./differential-policies";
import { shrink } from "./differential-shrink";
import { naive } from "./naive/naive";

export interface Run {
  /** The first few differences that nothing explains, each as small as it gets, as text to paste into a case table. */
  readonly differences: readonly string[];
  /** How often each explained difference came up. */
  readonly explained: ReadonlyMap<string, number>;
  /** How often the naive evaluator came to each decision (`Allowed by identity`, or `open`), and each test to each answer (`StringLike true`). */
  readonly counts: ReadonlyMap<string, number>;
}

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
    const difference = differenceOf(asked, outcome);
    if (difference?.explained !== undefined) add(explained, difference.explained);
    else if (difference !== undefined && differences.length < 5)
      differences.push(report(seed, number, difference.what));
  }
  return { differences, explained, counts };
}

function add(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

/** "No input makes it throw": an exception is a difference like any other. */
function differenceOf(
  { request, policies }: Question,
  outcome = naive(request, policies),
): Difference | undefined {
  try {
    return compare(outcome, evaluate(request, policies));
  } catch (error) {
    return { what: `throws ${String(error)}` };
  }
}

function report(seed: number, number: number, what: string): string {
  const small = shrink(question(seed, number), (smaller) => differenceOf(smaller)?.what === what);
  const { decisions } = naive(small.request, small.policies);
  const there = evaluate(small.request, small.policies);
  return JSON.stringify({ seed, number, what, ...small, naive: decisions, evaluate: there }, null, 1);
}

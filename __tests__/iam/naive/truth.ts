/**
 * Yes, no, or a doubt: what AWS's pages leave open, or what no valid policy says. A doubt is its own name, so that a
 * difference between two evaluators can be looked up by it; several doubts are joined by " + ".
 */
export type Truth = boolean | string;

export const isDoubt = (truth: Truth): truth is string => typeof truth === "string";

/** No as soon as one says no, whatever the others are. */
export function all(truths: readonly Truth[]): Truth {
  if (truths.includes(false)) return false;
  return joined(truths) ?? true;
}

/** Yes as soon as one says yes, whatever the others are. */
export function any(truths: readonly Truth[]): Truth {
  if (truths.includes(true)) return true;
  return joined(truths) ?? false;
}

export const not = (truth: Truth): Truth => (isDoubt(truth) ? truth : !truth);

function joined(truths: readonly Truth[]): string | undefined {
  const doubts = truths.filter(isDoubt).flatMap((truth) => truth.split(" + "));
  return doubts.length === 0 ? undefined : [...new Set(doubts)].sort().join(" + ");
}

import { createHash } from "node:crypto";

/** A condition that no evaluator can judge, for this reason: the same text of the same place is the same condition. */
export function unjudged(reason: string, place: unknown, salt: string): object {
  const text = JSON.stringify([place, salt]);
  const digest = createHash("sha256").update(text).digest("hex").slice(0, 12);
  return { NotKnown: { [reason]: digest } };
}

/** On what it hangs, in words: of such a condition, its reason alone. */
export function reasonIn(because: string): string {
  return /^NotKnown (.*) [0-9a-f]{12}$/s.exec(because)?.[1] ?? because;
}

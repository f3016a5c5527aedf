import type { AttachedPolicy } from "../terraform/inventory";
import { Unknown } from "../terraform/unknown";

/** Reasons that name what it is: what is in neither file is the same in both. */
const ELSEWHERE =
  /^(the text of |what else is attached to |the role |whether the role |the policy of ).*\bin no file$/;

/** Is the value, which two files write alike, one and the same, although it may not be known? */
export function isSettled(value: unknown): boolean {
  if (value instanceof Unknown) {
    return (
      value.origin !== undefined ||
      ELSEWHERE.test(value.reason) ||
      (value.parts?.every((part) => typeof part === "string" || isSettled(part)) ?? false)
    );
  }
  return typeof value !== "object" || value === null || Object.values(value).every(isSettled);
}

/** A registry policy reaches as far as its account's setting says, on both sides. */
const OF_THE_ACCOUNT = /^whether a registry policy reaches this action depends on [^:]*$/;

/** The same of a policy that may be attached or not: that can come out differently. */
export function isSettledPolicy({ document, doubt }: AttachedPolicy): boolean {
  return (doubt === undefined || OF_THE_ACCOUNT.test(doubt)) && isSettled(document);
}

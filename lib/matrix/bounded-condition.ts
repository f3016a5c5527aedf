import { Unknown } from "../terraform/unknown";

/** What of a condition can be judged. */
export interface BoundedCondition {
  /** Absent: nothing of it. */
  readonly kept?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Why the rest can't; absent: there is no rest. */
  readonly open?: string;
}

/** Leaves out the keys of which nobody knows what the request carries, or with what it is compared. */
export function boundCondition(
  condition: unknown,
  isKnown: (key: string) => boolean,
  isOpen: (value: unknown) => boolean,
): BoundedCondition {
  if (condition instanceof Unknown) return { open: condition.reason };
  if (typeof condition !== "object" || condition === null) return {};
  const kept: Record<string, Record<string, unknown>> = {};
  let open: string | undefined;
  for (const [operator, keys] of Object.entries(condition as Record<string, unknown>)) {
    for (const [key, value] of Object.entries((keys ?? {}) as Record<string, unknown>)) {
      if (isKnown(key) && ![value].flat().some(isOpen)) (kept[operator] ??= {})[key] = value;
      else open ??= `the condition on ${key}: what the request carries is not known`;
    }
  }
  return { kept, ...(open !== undefined && { open }) };
}

import type { TagSet } from "../terraform/inventory";
import { Unknown } from "../terraform/unknown";
import { isSettled } from "./settled";

/** What a request carries under a key: its value, nothing (an empty list), or why that is not known. */
export type KeyValue = readonly string[] | Unknown;

const ELSEWHERE = new Unknown("its tags are in no file", undefined, undefined, "elsewhere");

/**
 * The value of a tag for the condition keys that name it, whose names have no case: of two tags that differ in case only
 * such a key reads one or the other.
 * @param key in lower case
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-resourcetag
 */
export function tagValue({ tags, otherTags }: TagSet, key: string): KeyValue {
  const found = Object.entries(tags ?? {}).filter(([name]) => name.toLowerCase() === key);
  const values = [...new Set(found.map(([, value]) => value))];
  if (values.length > 1) {
    const names = found.map(([name]) => name).sort();
    return new Unknown(`${names.join(" and ")} differ in case only`, undefined, undefined, textOf(found));
  }
  if (values.length === 1) return values[0] instanceof Unknown ? values[0] : [values[0]!];
  return otherTags ?? (tags ? [] : ELSEWHERE);
}

/** Two values that are one and the same, known or not. */
export function isSameValue(base: KeyValue, head: KeyValue): boolean {
  return textOf(base) === textOf(head) && isSettled(base);
}

/** As a reader sees it: `"a"`, `none`, `not known (known only after apply)`. */
export function showValue(value: KeyValue): string {
  if (value instanceof Unknown) return `not known (${value.reason})`;
  return value.length ? value.map((one) => JSON.stringify(one)).join(", ") : "none";
}

const textOf = (value: unknown) => JSON.stringify(value);

import type { TagSet } from "../../terraform/inventory";
import type { KeyPair } from "./known-pair";
import { isSettled } from "../settled";
import { isSameValue, showValue, tagValue } from "../tag-value";

/**
 * A tag before and after. What is on one side only has nothing to differ from.
 * @param tag in lower case
 */
export function tagPair(tag: string, before: TagSet | undefined, after: TagSet | undefined): KeyPair {
  const [was, is] = [before ?? after ?? {}, after ?? before ?? {}];
  const [base, head] = [tagValue(was, tag), tagValue(is, tag)];
  const differs = was !== is && !isSameValue(base, head);
  const name = Object.keys({ ...was.tags, ...is.tags }).find((one) => one.toLowerCase() === tag) ?? tag;
  const change = `tag ${name} ${showValue(base)} -> ${showValue(head)}`;
  return { base, head, differs, ...(differs && { change }) };
}

/** May any tag be another one? */
export function haveOtherTags(before: TagSet | undefined, after: TagSet | undefined): boolean {
  if (!before || !after) return false;
  const texts = [before, after].map(({ tags, otherTags }) => JSON.stringify([tags, otherTags]));
  return texts[0] !== texts[1] || !isSettled([after.tags, after.otherTags]);
}

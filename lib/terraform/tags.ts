import type { TagSet } from "./inventory";
import { isObject } from "./json";
import type { TerraformResource } from "./resource";
import { Unknown } from "./unknown";

/**
 * The tags of a resource: its own over those that its provider gives to every resource. A plan and a state have them
 * together in `tags_all`; a synthesized stack has the provider's beside it.
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/resource-tagging
 */
export function tagsOf({ values, mode, defaultTags, ignoresTags }: TerraformResource): TagSet {
  if (ignoresTags) return { otherTags: IGNORED };
  const layers = [defaultTags, values.tags_all, values.tags];
  if (mode === "data" && layers.every((layer) => layer === undefined || layer === null)) return {};
  const open = layers.find((layer) => layer instanceof Unknown);
  return { tags: Object.assign({}, ...layers.map(known)), ...(open && { otherTags: open }) };
}

/** The same in every file in which changes of tags are ignored. */
const IGNORED = new Unknown(
  "changes of its tags are ignored: what they are is in no file",
  undefined,
  undefined,
  "ignored",
);

function known(tags: unknown): Readonly<Record<string, string | Unknown>> {
  if (!isObject(tags) || tags instanceof Unknown) return {};
  const entries = Object.entries(tags).filter(
    (entry): entry is [string, string | Unknown] =>
      typeof entry[1] === "string" || entry[1] instanceof Unknown,
  );
  return Object.fromEntries(entries);
}

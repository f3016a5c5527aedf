import { isObject } from "./json";
import type { TerraformResource } from "./resource";
import { Unknown } from "./unknown";

/** The tags that are known: those of the provider's defaults show in `tags_all` only, and there not before they are created. */
export function tagsOf({
  values,
}: TerraformResource): Readonly<Record<string, string | Unknown>> | undefined {
  const known =
    isObject(values.tags_all) && !(values.tags_all instanceof Unknown) ? values.tags_all : values.tags;
  if (!isObject(known) || known instanceof Unknown) return undefined;
  const entries = Object.entries(known).filter(
    (entry): entry is [string, string | Unknown] =>
      typeof entry[1] === "string" || entry[1] instanceof Unknown,
  );
  return Object.fromEntries(entries);
}

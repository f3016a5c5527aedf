import type { InventoryRole } from "../../terraform/inventory";
import { type KnownPair, knownPair } from "../every-name/known-pair";
import { PRINCIPAL_TAG, readsOf } from "../every-name/reads";
import { mayTagSession } from "../session-tags";
import { tagValue } from "../tag-value";

/** What every session of the role carries of the tags that its own policies read; nothing that whoever assumes it may choose. */
export function ownTags(role: InventoryRole): KnownPair {
  const { keys } = readsOf([...role.identity, ...(role.boundary ? [role.boundary] : [])]);
  const tags = mayTagSession(role) ? [] : [...keys].filter((key) => key.startsWith(PRINCIPAL_TAG));
  return knownPair(
    tags,
    (key) => {
      const value = tagValue(role, key.slice(PRINCIPAL_TAG.length));
      return { base: value, head: value, differs: false };
    },
    false,
  );
}

import type { Inventory } from "../../terraform/inventory";
import type { AccessChange } from "../changes";
import type { NameQuestion } from "../every-name";
import { hiddenNameChanges, hidesAccess, SOMEBODY } from "../every-name/hidden-access";
import { nameActions } from "../every-name/name-actions";

/** What is hidden in either inventory may differ, however alike it is written: whatever it gives may be gained or lost. */
export function hiddenChanges(
  base: Inventory,
  head: Inventory,
  location: NameQuestion["location"],
): AccessChange[] {
  const repositories = [base, head].flatMap((side) => side.repositories.map(({ name }) => name));
  return hiddenNameChanges([base, head].flatMap(hidesAccess), location).map((change) => ({
    ...change,
    who: SOMEBODY,
    what: nameActions(change.actions),
    repositories: [...new Set(repositories)],
  }));
}

import type { AccessChange } from "./changes";
import type { ComparedRole } from "./compared-role";
import { nameChanges, type NameQuestion } from "./every-name";
import { nameActions } from "./name-actions";
import { changedThings, roleSideBySide } from "./role-question";
import { touched } from "./touched";

/** What the role's own policies give more or less, and what they make of the role's tags and ARN. */
export function roleChanges(
  role: ComparedRole,
  location: NameQuestion["location"],
  names: readonly string[],
): AccessChange[] {
  const { base, head, question } = roleSideBySide(role, location, undefined);
  const changed = changedThings(role, { tags: new Map(), names: [] }, [role.reads]);
  return nameChanges(base, head, question).map((change) => ({
    ...change,
    who: role.name,
    what: nameActions(change.actions),
    repositories: change.witness === "*" ? [] : touched(change, names),
    ...(changed.length && { changed }),
  }));
}

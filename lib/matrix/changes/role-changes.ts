import type { ComparedRole } from "../every-name/compared-role";
import { nameChanges, type NameQuestion } from "../every-name";
import { nameActions } from "../every-name/name-actions";
import { changedThings, roleSideBySide } from "./role-question";
import type { SortedTexts } from "./sorted-texts";
import { touchedArns, type Touching } from "./touched-repositories";

/**
 * What the role's own policies give more or less, and what they make of the role's tags and ARN.
 * @param arns of the existing repositories
 */
export function roleChanges(
  role: ComparedRole,
  location: NameQuestion["location"],
  arns: SortedTexts<string>,
): Touching[] {
  const { base, head, question } = roleSideBySide(role, location, undefined);
  const changed = changedThings(role, { tags: new Map(), names: [] }, [role.reads]);
  return nameChanges(base, head, question).map((change) => ({
    change: {
      ...change,
      who: role.name,
      what: nameActions(change.actions),
      repositories: [],
      ...(changed.length && { changed }),
    },
    arns: touchedArns(change, location, arns),
  }));
}

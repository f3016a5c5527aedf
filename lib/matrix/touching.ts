import type { AccessChange } from "./changes";
import { nameActions } from "./name-actions";
import type { GroupChanges } from "./repository-changes";

/**
 * Of the existing repositories that a role's changes match by their patterns, those of which their own policies and tags
 * let it be so too. Actions that do not touch the same repositories are changes of their own then.
 */
export function touching(
  changes: readonly AccessChange[],
  asked: readonly GroupChanges[] = [],
): readonly AccessChange[] {
  if (!asked.length) return changes;
  const answered = new Set(asked.flatMap(({ group }) => group.names ?? []));
  const answers = asked.flatMap((one) => one.changes);
  return changes.flatMap((change) => {
    const { direction, certain, repositories } = change;
    const alike = answers.filter((one) => one.direction === direction && (one.certain || !certain));
    const groups = new Map<string, { actions: string[]; repositories: readonly string[] }>();
    for (const action of change.actions) {
      const names = alike
        .filter(({ actions }) => actions.includes(action))
        .flatMap((one) => one.repositories);
      const found = new Set(names);
      const touched = repositories.filter((name) => found.has(name) || !answered.has(name));
      const key = touched.join();
      const group = groups.get(key) ?? { actions: [], repositories: touched };
      groups.set(key, group);
      group.actions.push(action);
    }
    return [...groups.values()].map((group) => ({ ...change, ...group, what: nameActions(group.actions) }));
  });
}

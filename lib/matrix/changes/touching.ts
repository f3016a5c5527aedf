import type { AccessChange } from "../changes";
import { homeOf, type NameQuestion } from "../every-name";
import { nameActions } from "../every-name/name-actions";
import type { GroupChanges } from "./repository-changes";
import { arnOf, type Touching } from "./touched-repositories";

/**
 * Of the existing repositories that a role's changes match by their patterns, those of which their own policies and tags
 * let it be so too. Actions that do not touch the same repositories are changes of their own then.
 */
export function touching(own: readonly Touching[], asked: readonly GroupChanges[] = []): readonly Touching[] {
  if (!asked.length) return own;
  const answered = new Set(
    asked.flatMap(({ group: { names = [], location } }) => names.map((name) => arnOf(name, location))),
  );
  const answers = asked.flatMap(({ group: { location }, changes }) =>
    changes.map((change) => ({ change, arns: change.repositories.map((name) => arnOf(name, location)) })),
  );
  return own.flatMap(({ change, arns }) => {
    const { direction, certain } = change;
    const alike = answers.filter(
      (one) => one.change.direction === direction && (one.change.certain || !certain),
    );
    const groups = new Map<string, { actions: string[]; arns: readonly string[] }>();
    for (const action of change.actions) {
      const found = new Set(
        alike.filter((one) => one.change.actions.includes(action)).flatMap((one) => one.arns),
      );
      const touched = arns.filter((arn) => found.has(arn) || !answered.has(arn));
      const key = touched.join();
      const group = groups.get(key) ?? { actions: [], arns: touched };
      groups.set(key, group);
      group.actions.push(action);
    }
    return [...groups.values()].map(({ actions, arns: touched }) => ({
      change: { ...change, actions, what: nameActions(actions) },
      arns: touched,
    }));
  });
}

/** What the role's own policies change, at the place that the comparison is about, is said already. */
export function without(
  { group, changes }: GroupChanges,
  own: readonly Touching[],
  location: NameQuestion["location"],
): readonly AccessChange[] {
  if (!changes.length) return [];
  const isHome = homeOf(group) === homeOf({ location });
  const places = own.map(({ change, arns }) => ({ change, reach: new Set(arns) }));
  return changes.flatMap((one) => {
    const { direction, certain, pattern, repositories } = one;
    const said = places.filter(
      ({ change, reach }) =>
        change.direction === direction &&
        (change.certain || !certain) &&
        (repositories.length
          ? repositories.every((name) => reach.has(arnOf(name, group.location)))
          : isHome && (change.pattern === pattern || (change.pattern === "*" && !change.except.length))),
    );
    const actions = one.actions.filter(
      (action) => !said.some(({ change }) => change.actions.includes(action)),
    );
    return actions.length ? [{ ...one, actions, what: nameActions(actions) }] : [];
  });
}

import { ACCESS_LEVELS, levelActions } from "../config/levels";
import { hasRepository } from "./matrix";

/** What of the actions asked an access level allows on a repository. */
export interface AskedLevel {
  readonly name: string;
  readonly actions: readonly string[];
}

/** The levels that these actions tell apart; one that reads like another is left out, and so is one without any of them. */
export function askedLevels(actions: readonly string[]): readonly AskedLevel[] {
  const asked = actions.filter(hasRepository);
  const levels = ACCESS_LEVELS.map((name) => {
    const allowed = new Set(levelActions(name));
    return { name, actions: asked.filter((action) => allowed.has(action)) };
  });
  const sizes = levels.map(({ actions: { length } }) => length);
  return levels.filter(
    ({ actions: { length } }) => length > 0 && sizes.filter((size) => size === length).length === 1,
  );
}

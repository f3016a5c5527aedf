import { ecrAction, ecrActions } from "../aws/ecr-actions";
import { ACCESS_LEVELS, levelActions } from "../config/levels";

const ALL = ecrActions.filter(({ repository }) => repository).length;

/** Actions in words: `every action`, the level that they are, or their names. */
export function nameActions(actions: readonly string[]): string {
  const onRepositories = actions.filter((action) => ecrAction(action)?.repository !== false);
  if (onRepositories.length === ALL && actions.length === ALL) return "every action";
  const level = ACCESS_LEVELS.find((one) => {
    const wanted = levelActions(one).filter((action) => ecrAction(action)?.repository);
    return wanted.length === actions.length && wanted.every((action) => actions.includes(action));
  });
  return level ? `level ${level}` : actions.join(", ");
}

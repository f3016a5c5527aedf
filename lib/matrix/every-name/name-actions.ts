import { ecrAction, ecrActions } from "../../aws/ecr-actions";
import { ACCESS_LEVELS, levelActions } from "../../config/levels";

const ALL = ecrActions.filter(({ repository }) => repository).map(({ name }) => name);
const MOST_LEFT_OUT = 5;

/** Actions in words: `every action`, all but some, the level that they are, or their names. */
export function nameActions(actions: readonly string[]): string {
  const onRepositories = actions.filter((action) => ecrAction(action)?.repository !== false);
  const left = ALL.filter((action) => !onRepositories.includes(action));
  if (left.length <= MOST_LEFT_OUT && actions.length === onRepositories.length)
    return left.length ? `every action but ${left.join(", ")}` : "every action";
  const level = ACCESS_LEVELS.find((one) => {
    const wanted = levelActions(one).filter((action) => ecrAction(action)?.repository);
    return wanted.length === actions.length && wanted.every((action) => actions.includes(action));
  });
  return level ? `level ${level}` : actions.join(", ");
}

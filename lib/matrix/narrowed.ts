import { holdsUnknown } from "../terraform/unknown";
import { globExpression } from "./glob-expression";

/** The statement for those of the actions alone that it covers; undefined: it covers none, or which is not known. */
export function narrowedTo(
  actions: readonly string[],
  statement: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> | undefined {
  const { Action: positive, NotAction: negative, ...rest } = statement;
  const given = positive ?? negative;
  if (given === undefined || holdsUnknown(given)) return undefined;
  const patterns = [given].flat().map((pattern) => globExpression(String(pattern).toLowerCase()));
  const covered = actions.filter(
    (action) => patterns.some((pattern) => pattern.test(action.toLowerCase())) === (positive !== undefined),
  );
  return covered.length ? { ...rest, Action: covered } : undefined;
}

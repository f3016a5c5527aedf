import { MATCHING } from "./collected";
import { globExpression } from "./glob-expression";

/** The repositories of which a change speaks. */
export function touched(
  { pattern, except }: { readonly pattern: string; readonly except: readonly string[] },
  names: readonly string[],
): readonly string[] {
  // Whole ARNs name another region or account.
  if (pattern.includes(":")) return [];
  const prefix = /^[^*?]*/.exec(pattern)![0];
  const within = pattern.split(MATCHING).map(globExpression);
  const without = except.filter((one) => !one.includes(":")).map(globExpression);
  return names.filter(
    (name) =>
      name.startsWith(prefix) &&
      within.every((one) => one.test(name)) &&
      !without.some((one) => one.test(name)),
  );
}

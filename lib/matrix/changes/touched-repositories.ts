import type { Inventory } from "../../terraform/inventory";
import type { AccessChange } from "../changes";
import { MATCHING } from "../every-name/collected";
import { homeOf, type NameQuestion } from "../every-name";
import { globExpression } from "../glob-expression";
import { SortedTexts } from "./sorted-texts";

/** A change, and the ARNs of the existing repositories that it touches: one name may stand in several regions. */
export interface Touching {
  readonly change: AccessChange;
  readonly arns: readonly string[];
}

/** The ARNs of the repositories of both sides. */
export function repositoryArns(
  sides: readonly Inventory[],
  location: NameQuestion["location"],
): SortedTexts<string> {
  const arns = sides.flatMap(({ repositories }) =>
    repositories.map(({ name, account = location.account, region = location.region }) =>
      arnOf(name, { ...location, account, region }),
    ),
  );
  return new SortedTexts(new Set(arns), (arn) => arn);
}

export function arnOf(name: string, location: NameQuestion["location"]): string {
  return homeOf({ location }) + name;
}

/** Those that the patterns of a change match; what has no repository touches none. */
export function touchedArns(
  { pattern, except, witness }: Pick<AccessChange, "pattern" | "except" | "witness">,
  location: NameQuestion["location"],
  arns: SortedTexts<string>,
): readonly string[] {
  if (witness === "*") return [];
  const whole = (one: string) => (one.includes(":") ? one : arnOf(one, location));
  const patterns = pattern.split(MATCHING).map(whole);
  const prefix = /^[^*?]*/.exec(patterns[0]!)![0];
  const within = patterns.map(globExpression);
  const without = except.map((one) => globExpression(whole(one)));
  return arns
    .beginningWith(prefix)
    .filter((arn) => within.every((one) => one.test(arn)) && !without.some((one) => one.test(arn)));
}

/** The change with the names of what it touches. */
export function withNames({ change, arns }: Touching): AccessChange {
  const names = arns.map((arn) => arn.replace(/^(?:[^:]*:){5}repository\//, ""));
  return { ...change, repositories: [...new Set(names)] };
}

import { families, odd } from "./differential-families";
import { accounts, keys, otherCase, roleArn, roles, userArn } from "./differential-requests";
import type { Random } from "./differential-random";

/** Condition elements with every operator, over keys whose values the requests carry too. */

/** The values that a condition on this key may name: what requests carry, and what only a policy writes. */
function written(random: Random, key: string, more: readonly string[]): string {
  if (random.chance(0.01)) return random.pick(odd);
  const values = (keys[key] ?? []).flat();
  const arnsOfCallers = [
    ...roles.map((role) => roleArn(random.pick(accounts), role)),
    userArn(random.pick(accounts), "ann"),
  ];
  const own = key === "aws:PrincipalArn" ? arnsOfCallers : values;
  return random.chance(0.65) && own.length > 0 ? random.pick(own) : random.pick(more);
}

/** One operator with one key; a few set operators stand on keys with one value, and a few keys with several have none. */
function test(random: Random): [operator: string, key: string, values: unknown] {
  if (random.chance(0.04)) {
    const key = random.pick(Object.keys(keys));
    return [
      otherCase(random, "Null"),
      otherCase(random, key),
      random.pick(["true", "false", true, false, ["true", "false"]]),
    ];
  }
  const family = random.pick(families);
  const set = random.chance(0.35) ? random.pick(["ForAllValues:", "ForAnyValue:"]) : "";
  const several = random.chance(0.02) ? set === "" : set !== "" && random.chance(0.9);
  const key = random.pick(several ? family.multiple : family.single);
  const value = random.oneOrMore<string | number | boolean>(3, () => {
    const text = written(random, key, family.more);
    const bare = random.chance(0.1) && /^(true|false|\d{1,2})$/.test(text);
    return bare ? (JSON.parse(text) as number | boolean) : text;
  });
  const operator = `${set}${random.pick(family.operators)}${random.chance(0.3) ? "IfExists" : ""}`;
  return [otherCase(random, operator), otherCase(random, key), value];
}

/** A Condition element, or none; seldom an empty one, which is no condition at all. */
export function condition(random: Random, probability: number): object | undefined {
  if (!random.chance(probability)) return random.chance(0.05) ? {} : undefined;
  const element: Record<string, Record<string, unknown>> = {};
  for (const [operator, key, values] of random.times(1, random.chance(0.7) ? 1 : 3, () => test(random))) {
    element[operator] = { ...element[operator], [key]: values };
  }
  return element;
}

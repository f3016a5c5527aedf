import { arnEquals, arnLike, arnNotEquals, arnNotLike } from "./arn-like";
import { binaryEquals } from "./binary-equals";
import { bool } from "./bool";
import * as date from "./date";
import { ipAddress, notIpAddress } from "./ip-address";
import { nullOperator } from "./null";
import * as numeric from "./numeric";
import type { ConditionOperator } from "./operator";
import { stringEquals, stringNotEquals } from "./string-equals";
import { stringEqualsIgnoreCase, stringNotEqualsIgnoreCase } from "./string-equals-ignore-case";
import { stringLike, stringNotLike } from "./string-like";

/**
 * Every condition operator of IAM.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export const operators: readonly ConditionOperator[] = [
  stringEquals,
  stringNotEquals,
  stringEqualsIgnoreCase,
  stringNotEqualsIgnoreCase,
  stringLike,
  stringNotLike,
  ...Object.values(numeric),
  ...Object.values(date),
  bool,
  binaryEquals,
  ipAddress,
  notIpAddress,
  arnEquals,
  arnNotEquals,
  arnLike,
  arnNotLike,
  nullOperator,
];

const byName = new Map(operators.map((operator) => [operator.name.toLowerCase(), operator]));

/** An operator as a policy writes it, with its set qualifier and its IfExists. */
export interface QualifiedOperator {
  readonly operator: ConditionOperator | undefined;
  readonly set?: "ForAllValues" | "ForAnyValue";
  readonly ifExists: boolean;
}

const SETS = { forallvalues: "ForAllValues", foranyvalue: "ForAnyValue" } as const;

/** Reads `ForAllValues:StringLikeIfExists`, in any case. Null takes neither qualifier nor IfExists. */
export function qualifiedOperator(written: string): QualifiedOperator {
  const found = /^(?:(forallvalues|foranyvalue):)?([a-z]+?)(ifexists)?$/.exec(written.toLowerCase());
  if (!found) return { operator: undefined, ifExists: false };
  const [, set, name, suffix] = found;
  const known = byName.get(name!);
  const operator = known === nullOperator && (set || suffix) ? undefined : known;
  return { operator, ifExists: suffix !== undefined, ...(set && { set: SETS[set as keyof typeof SETS] }) };
}

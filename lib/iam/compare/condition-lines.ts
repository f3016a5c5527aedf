import { evaluateTest } from "../conditions/evaluate-test";
import { nullOperator } from "../conditions/null";
import type { ConditionOperator } from "../conditions/operator";
import type { ConditionTest } from "../conditions/test";
import { isUndecided } from "../match";
import { isVariable, readTemplate } from "../template";
import { canonicalKey, type Known } from "./known";
import { readPolicyValue, type PolicyValue } from "./policy-value";

/** One line of a Condition element, with everything evaluated that is known. */
export type ConditionLine =
  | { readonly kind: "decided"; readonly holds: boolean }
  | { readonly kind: "undecided"; readonly form: string; readonly text: string }
  | { readonly kind: "null"; readonly key: string; readonly absent: boolean }
  | ListLine;

/** A test of values: of one value or another, or, if whole, of all of them together. */
export interface ListLine {
  readonly kind: "list";
  readonly operator: ConditionOperator;
  readonly set?: "ForAllValues" | "ForAnyValue";
  /** Canonical. */
  readonly key: string;
  /** Is the key itself unknown, or only a variable in the values? */
  readonly keyUnknown: boolean;
  readonly values: readonly PolicyValue[];
  readonly whole: boolean;
  /** The line holds if the test of its values does not. */
  readonly negated: boolean;
  readonly ifExists: boolean;
}

/** @param variables do policy variables work in the line's document? */
export function readLine(test: ConditionTest, variables: boolean, known: Known): ConditionLine {
  const key = canonicalKey(test.key);
  const { operator, set } = test;
  const written = `${test.written.toLowerCase()} ${key} ${variables} ${JSON.stringify([...test.values].sort())}`;
  const form = written + known.tell([key, ...variablesOf(test.values)]);
  const text = `${test.written} ${test.key} ${test.values.join(", ")}`;
  if (!operator) return { kind: "undecided", form, text };
  const values = test.values.map((value) => readPolicyValue(value, operator, variables, known));
  const open = values.some(({ unknownKeys }) => unknownKeys.length > 0);
  const empty = test.values.length === 0 && (operator.negated || (!set && !test.ifExists));
  if (empty || (known.has(key) && (!open || !known.get(key)))) {
    const match = evaluateTest(test, known.context);
    return isUndecided(match) ? { kind: "undecided", form, text } : { kind: "decided", holds: match };
  }
  if (operator === nullOperator) return readNull(test.values, key, form, text);
  const whole = set === "ForAllValues" || (set !== undefined && operator.negated);
  return {
    kind: "list",
    operator,
    ...(set && { set }),
    key,
    keyUnknown: !known.has(key),
    values,
    whole,
    negated: operator.negated && !whole,
    ifExists: test.ifExists && !set && !known.has(key),
  };
}

/** The keys that the values may name as variables. */
function variablesOf(values: readonly string[]): string[] {
  return values.flatMap((value) =>
    (readTemplate(value, { wildcards: false, variables: true }) ?? [])
      .filter(isVariable)
      .map(({ key }) => canonicalKey(key)),
  );
}

function readNull(values: readonly string[], key: string, form: string, text: string): ConditionLine {
  const truths = new Set(values);
  if ([...truths].some((value) => value !== "true" && value !== "false"))
    return { kind: "undecided", form, text };
  return truths.size === 2
    ? { kind: "decided", holds: true }
    : { kind: "null", key, absent: truths.has("true") };
}

/** Values of one family are tested alike: ArnEquals is ArnLike, StringLike without wildcards is StringEquals. */
export function familyOf({ operator, set, key, whole }: ListLine, value?: PolicyValue): string {
  const name = (whole ? operator.name : operator.positive).replace(/^Arn(Not)?Equals$/, "Arn$1Like");
  const plain = name === "StringLike" && value?.plain !== undefined;
  return [set ?? "", plain ? "StringEquals" : name, key].join(" ");
}

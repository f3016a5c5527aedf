import { describeValue, shorten } from "../describe";
import type { RequestContext } from "../context";
import { every, isUndecided, not, some, undecided, type Match } from "../match";
import { nullOperator } from "./null";
import type { ConditionTest } from "./test";

/**
 * Does the condition hold for this request? A key that the request does not carry fails a positive operator and
 * satisfies a negated one and IfExists; with ForAllValues it holds, with ForAnyValue it never does.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
export function evaluateTest(test: ConditionTest, context: RequestContext): Match {
  const { operator, set, key } = test;
  if (!operator) return undecided(`${describeValue(test.written)} is no condition operator`);
  if (test.values.length === 0 && !emptyIsDocumented(test)) {
    return undecided(`${shorten(test.written)} has no values for ${shorten(key)}`);
  }
  const values = context.values(key);
  if (isUndecided(values)) return values;
  const empty = values?.every((value) => value === "") ?? true;
  if (operator === nullOperator) {
    if (values && empty) return undecided(`whether an empty ${shorten(key)} is null`);
    return matchesAny(test, values ? "false" : "true", context);
  }
  if (set) {
    // "A null dataset, such as an empty string" counts as absent for the set operators.
    const members = empty || !values ? [] : values;
    return set === "ForAllValues"
      ? every(members, (value) => holds(test, value, context))
      : some(members, (value) => holds(test, value, context));
  }
  if (!values) return test.ifExists || operator.negated;
  if (values.length > 1) {
    return undecided(`${shorten(key)} has several values, and ${shorten(test.written)} takes one`);
  }
  return holds(test, values[0]!, context);
}

function holds(test: ConditionTest, value: string, context: RequestContext): Match {
  const match = matchesAny(test, value, context);
  return test.operator!.negated ? not(match) : match;
}

function matchesAny(test: ConditionTest, value: string, context: RequestContext): Match {
  return some(test.tests, (matches) => matches(value, context));
}

/**
 * Without values, ForAnyValue never holds, ForAllValues and IfExists hold for an absent key only; of other tests, and
 * of negated ones, AWS does not say what an empty list means.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
 */
function emptyIsDocumented({ operator, set, ifExists }: ConditionTest): boolean {
  return !operator?.negated && (set !== undefined || ifExists);
}

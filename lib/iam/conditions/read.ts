import { describeValue, shorten } from "../describe";
import { isObject, listOf, own } from "../json";
import { qualifiedOperator } from "./operators";
import type { ConditionTest } from "./test";

/**
 * The tests of a Condition element, all of which must hold; an empty element tests nothing.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
 */
export function readConditions(given: unknown, variables: boolean, problems: string[]): ConditionTest[] {
  if (given === undefined) return [];
  if (!isObject(given)) {
    problems.push(`Condition is ${describeValue(given)}`);
    return [];
  }
  const tests: ConditionTest[] = [];
  for (const written of Object.keys(given)) {
    const keys = own(given, written);
    if (!isObject(keys)) {
      problems.push(`Condition.${shorten(written)} is ${describeValue(keys)}`);
      continue;
    }
    const qualified = qualifiedOperator(written);
    const { operator } = qualified;
    for (const key of Object.keys(keys)) {
      const values = readValues(own(keys, key), `Condition.${shorten(written)}.${shorten(key)}`, problems);
      if (!values) continue;
      tests.push({
        written,
        ...qualified,
        key: key.toLowerCase(),
        values,
        tests: operator ? values.map((value) => operator.read(value, variables)) : [],
      });
    }
  }
  return tests;
}

/** Texts, numbers and booleans are values, compared as text; `undefined` when anything else is among them. */
function readValues(given: unknown, path: string, problems: string[]): string[] | undefined {
  const values: string[] = [];
  for (const value of listOf(given)) {
    if (typeof value === "string") values.push(value);
    else if (typeof value === "number" || typeof value === "boolean") values.push(String(value));
    else {
      problems.push(`${path} holds ${describeValue(value)}`);
      return undefined;
    }
  }
  return values;
}

import { negated, operators, positive, type Surroundings } from "./operators";
import { valuesOf } from "./text";
import { all, any, not, type Truth } from "./truth";
import { truthValue } from "./values";

/**
 * Condition elements.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
 */

/** "If your policy has multiple condition operators or multiple keys … the conditions are evaluated using a logical AND." */
export function conditions(element: unknown, at: Surroundings): Truth {
  if (element === undefined) return true;
  if (!isMap(element)) return "malformed Condition";
  return all(
    Object.entries(element).flatMap(([operator, keys]) =>
      isMap(keys)
        ? Object.entries(keys).map(([key, written]) => {
            const answer = test(operator, key, written, at);
            at.saw?.(operator, answer);
            return answer;
          })
        : ["malformed Condition"],
    ),
  );
}

export const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function test(operator: string, key: string, written: unknown, at: Surroundings): Truth {
  const list: unknown[] = Array.isArray(written) ? written : [written];
  // "Quotation marks are optional for numeric and Boolean values" (reference_policies_grammar).
  if (!list.every((value) => ["string", "number", "boolean"].includes(typeof value))) {
    return "malformed Condition";
  }
  const wanted = list.map(String);
  const values = valuesOf(key, at.context);
  // "Use either true (the key doesn't exist — it is null) or false (the key exists and its value is not null)."
  if (operator.toLowerCase() === "null" && wanted.length > 0) {
    if (values.length > 0 && values.every((value) => value === "")) return "whether an empty value is null";
    return any(
      wanted.map((value) => (truthValue(value) ? value === String(values.length === 0) : "malformed value")),
    );
  }
  const [, set = "", rest = ""] = /^(forallvalues:|foranyvalue:|)(.*)$/i.exec(operator) ?? [];
  const [, base = "", ifExists = ""] = /^(.*?)(ifexists|)$/i.exec(rest) ?? [];
  const name = operators.find((candidate) => candidate.toLowerCase() === base.toLowerCase());
  if (name === undefined) return "unknown operator";
  const negates = negated[name];
  const match = positive[negates ?? name];
  if (match === undefined) return "unknown operator";
  // Several values: one must match (OR); of a negated operator, none may ("works like a logical AND").
  const one = (value: string): Truth => {
    const matched = any(wanted.map((text) => match(value, text, at)));
    return negates === undefined ? matched : not(matched);
  };
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
  // ForAllValues is also true without values in the request; ForAnyValue is then false, IfExists or not (measured, facts 1.10).
  // "… or if the key values resolve to a null dataset, such as an empty string."
  const dataset = values.every((value) => value === "") ? [] : values;
  if (wanted.length === 0) return withoutValues(set, ifExists, dataset.length === 0);
  if (set.toLowerCase() === "forallvalues:") return all(dataset.map(one));
  if (set.toLowerCase() === "foranyvalue:") return any(dataset.map(one));
  // "If the key is not present … the condition is false"; negated operators: true; IfExists: true.
  if (values.length === 0) return negates !== undefined || ifExists !== "";
  // "Multivalued context keys require a condition set operator."
  if (values.length > 1) return "several values without a set operator";
  return one(values[0] ?? "");
}

/**
 * "The ForAnyValue prefix with an empty condition key never matches"; with ForAllValues or IfExists it "matches only if the key is missing";
 * without them it "does not affect the policy", which can be read both ways.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
 */
function withoutValues(set: string, ifExists: string, missing: boolean): Truth {
  if (set.toLowerCase() === "foranyvalue:") return false;
  return set !== "" || ifExists !== "" ? missing : "empty list of condition values";
}

/** Does a condition tie the caller to an ARN: a positive operator on aws:PrincipalArn? */
export function testsPrincipalArn(element: unknown): boolean {
  if (!isMap(element)) return false;
  return Object.entries(element).some(
    ([operator, keys]) =>
      ["stringequals", "stringequalsignorecase", "stringlike", "arnequals", "arnlike"].includes(
        operator.toLowerCase(),
      ) &&
      isMap(keys) &&
      Object.keys(keys).some((key) => key.toLowerCase() === "aws:principalarn"),
  );
}

import { parseBoolean } from "./bool";
import { operator, typed } from "./operator";

/**
 * Is the key absent? `evaluateTest` asks it with "true" for an absent key and "false" for a present one.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export const nullOperator = operator(
  "Null",
  typed("boolean", parseBoolean, (absent, policy) => absent === policy),
);

import { compareDecimals, parseDecimal } from "./decimal";
import { negation, operator, typed } from "./operator";

const number = (holds: (order: number) => boolean) =>
  typed("number", parseDecimal, (requested, policy) => holds(compareDecimals(requested, policy)));

/**
 * Integers and decimal numbers, compared exactly.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export const numericEquals = operator(
  "NumericEquals",
  number((order) => order === 0),
);
export const numericNotEquals = negation("NumericNotEquals", numericEquals);
export const numericLessThan = operator(
  "NumericLessThan",
  number((order) => order < 0),
);
export const numericLessThanEquals = operator(
  "NumericLessThanEquals",
  number((order) => order <= 0),
);
export const numericGreaterThan = operator(
  "NumericGreaterThan",
  number((order) => order > 0),
);
export const numericGreaterThanEquals = operator(
  "NumericGreaterThanEquals",
  number((order) => order >= 0),
);

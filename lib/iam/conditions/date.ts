import { compareDecimals } from "./decimal";
import { parseInstant } from "./instant";
import { negation, operator, typed } from "./operator";

const date = (holds: (order: number) => boolean) =>
  typed("date", parseInstant, (requested, policy) => holds(compareDecimals(requested, policy)));

/**
 * Moments, ISO 8601 or epoch seconds on either side.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export const dateEquals = operator(
  "DateEquals",
  date((order) => order === 0),
);
export const dateNotEquals = negation("DateNotEquals", dateEquals);
export const dateLessThan = operator(
  "DateLessThan",
  date((order) => order < 0),
);
export const dateLessThanEquals = operator(
  "DateLessThanEquals",
  date((order) => order <= 0),
);
export const dateGreaterThan = operator(
  "DateGreaterThan",
  date((order) => order > 0),
);
export const dateGreaterThanEquals = operator(
  "DateGreaterThanEquals",
  date((order) => order >= 0),
);

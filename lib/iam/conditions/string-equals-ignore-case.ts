import { negation, operator } from "./operator";
import { text } from "./text";

/**
 * Exact text without regard to case.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export const stringEqualsIgnoreCase = operator(
  "StringEqualsIgnoreCase",
  text(false, (value) => value.toLowerCase()),
);
export const stringNotEqualsIgnoreCase = negation("StringNotEqualsIgnoreCase", stringEqualsIgnoreCase);

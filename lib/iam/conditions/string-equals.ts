import { negation, operator } from "./operator";
import { text } from "./text";

/**
 * Exact, case-sensitive text: `*` and `?` are those characters.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export const stringEquals = operator("StringEquals", text(false));
export const stringNotEquals = negation("StringNotEquals", stringEquals);

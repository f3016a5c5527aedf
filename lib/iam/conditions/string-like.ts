import { negation, operator } from "./operator";
import { text } from "./text";

/**
 * Case-sensitive text with the wildcards `*` and `?`.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export const stringLike = operator("StringLike", text(true));
export const stringNotLike = negation("StringNotLike", stringLike);

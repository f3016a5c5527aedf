import { operator, typed } from "./operator";

/** `true` and `false`, in any case; nothing else. */
export function parseBoolean(text: string): boolean | undefined {
  return { true: true, false: false }[text.toLowerCase() as "true" | "false"];
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
export const bool = operator(
  "Bool",
  typed("boolean", parseBoolean, (requested, policy) => requested === policy),
);

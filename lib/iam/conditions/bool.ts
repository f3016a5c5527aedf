import { operator, typed } from "./operator";

/** `true` and `false`, in lower case as AWS writes them; nothing else. */
export function parseBoolean(text: string): boolean | undefined {
  if (text === "true") return true;
  return text === "false" ? false : undefined;
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
export const bool = operator(
  "Bool",
  typed("boolean", parseBoolean, (requested, policy) => requested === policy),
);

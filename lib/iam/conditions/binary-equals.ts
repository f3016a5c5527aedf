import { operator, typed } from "./operator";

/** Base 64 as encoders write it, which spells the same bytes in one way only; `undefined` for anything else. */
function parseBinary(text: string): string | undefined {
  return Buffer.from(text, "base64").toString("base64") === text ? text : undefined;
}

/**
 * Byte for byte; both sides in base 64.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export const binaryEquals = operator(
  "BinaryEquals",
  typed("base-64 text", parseBinary, (requested, policy) => requested === policy),
);

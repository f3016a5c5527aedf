import { operator, typed } from "./operator";

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

/** The bytes that the base-64 text stands for, in one spelling. */
function parseBinary(text: string): string | undefined {
  if (text.length % 4 || !BASE64.test(text)) return undefined;
  return Buffer.from(text, "base64").toString("latin1");
}

/**
 * Byte for byte; both sides in base 64.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export const binaryEquals = operator(
  "BinaryEquals",
  typed("base-64 text", parseBinary, (requested, policy) => requested === policy),
);

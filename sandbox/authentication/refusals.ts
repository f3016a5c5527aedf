import { AwsError, type Protocol } from "../gateway/aws-error";

/** Why a request's sender is not known; each service has its own word for it. */
export type Refusal =
  "unsigned" | "incomplete" | "unknown key" | "wrong signature" | "expired session" | "clock skew";

const CODES: Readonly<Record<Refusal, Readonly<Record<Protocol, string>>>> = {
  unsigned: { json: "MissingAuthenticationTokenException", query: "MissingAuthenticationToken" },
  incomplete: { json: "IncompleteSignatureException", query: "IncompleteSignature" },
  "unknown key": { json: "UnrecognizedClientException", query: "InvalidClientTokenId" },
  "wrong signature": { json: "InvalidSignatureException", query: "SignatureDoesNotMatch" },
  "clock skew": { json: "InvalidSignatureException", query: "SignatureDoesNotMatch" },
  "expired session": { json: "ExpiredTokenException", query: "ExpiredToken" },
};

const MESSAGES: Readonly<Record<Refusal, string>> = {
  unsigned: "Request is missing Authentication Token",
  incomplete: "The request signature does not conform to AWS standards",
  "unknown key": "The security token included in the request is invalid.",
  "wrong signature":
    "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.",
  "clock skew": "Signature expired or not yet current",
  "expired session": "The security token included in the request is expired",
};

/** The error with which that protocol's services refuse it. */
export function refused(refusal: Refusal, protocol: Protocol, message = MESSAGES[refusal]): AwsError {
  return new AwsError(CODES[refusal][protocol], message, protocol === "json" ? 400 : 403);
}

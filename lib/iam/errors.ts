import { parseDenial, type Denial } from "./denial";

export type ErrorClass =
  | "access-denied"
  | "credentials"
  | "throttled"
  | "not-found"
  | "invalid-request"
  | "network"
  | "server"
  | "setup-error"
  | "unknown";

export interface Classification {
  readonly class: ErrorClass;
  /** May the same call succeed later without anybody changing anything? */
  readonly retryable: boolean;
  /** For `access-denied`: what its sentence says; absent when it can't be read, and then the error proves no denial. */
  readonly denial?: Denial;
}

/** What an SDK tells about a failed call. */
export interface AwsError {
  readonly name: string;
  readonly message?: string | null;
  readonly httpStatus?: number;
}

const CREDENTIALS =
  /^(?:Expired.*|UnrecognizedClient.*|InvalidClientTokenId|InvalidSignature.*|SignatureDoesNotMatch|MissingAuthenticationToken.*|IncompleteSignature.*|CredentialsProviderError)$/;
const ACCESS_DENIED = /^AccessDenied(?:Exception)?$/;
const THROTTLED = /^(?:Throttl.*|TooManyRequests.*|RequestLimitExceeded)$/;
const SETUP =
  /^(?:RegionDisabled.*|RepositoryNotEmpty.*|(?:OptInRequired|UnknownEndpoint|ValidationError|PackedPolicyTooLarge|MalformedPolicyDocument|LimitExceeded|EntityAlreadyExists|DeleteConflict)(?:Exception)?)$/;
const ROOT_ASSUMES = /Roles may not be assumed by root accounts/i;
const NOT_FOUND = /^(?:Repository|Image|Layers?).*NotFound/;
const INVALID = /^(?:InvalidParameter.*|SerializationException)$/;

/** Names that stand for no AWS error code: JavaScript's, Node's and undici's own, and an SDK's for an answer without a code. */
const NO_CODE =
  /^(?:(?:Eval|Range|Reference|Syntax|Type|URI|Aggregate|Abort|Networking|Fetch|System)?Error|\w*(?:Timeout|Aborted|Socket)Error|DOMException|Unknown(?:Error)?|Forbidden|NotFound|E[A-Z_]+|UND_ERR_[A-Z_]+)$/;
const CODE = /^[A-Z][\w.]*$/;

/**
 * What an error of an AWS call means, by its code first: the first row that fits counts.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/CommonErrors.html
 */
export function classify(error: AwsError): Classification {
  const name = typeof error.name === "string" ? error.name : "";
  const message = typeof error.message === "string" ? error.message : "";
  const found = classOf(name, message, error.httpStatus);
  const retryable = found === "throttled" || found === "server" || found === "network";
  const denial = found === "access-denied" ? parseDenial(message) : undefined;
  return { class: found, retryable, ...(denial && { denial }) };
}

function classOf(name: string, message: string, httpStatus: number | undefined): ErrorClass {
  if (CREDENTIALS.test(name)) return "credentials";
  if (ACCESS_DENIED.test(name)) return ROOT_ASSUMES.test(message) ? "setup-error" : "access-denied";
  if (THROTTLED.test(name) || httpStatus === 429) return "throttled";
  if (SETUP.test(name)) return "setup-error";
  if (NOT_FOUND.test(name)) return "not-found";
  if (INVALID.test(name)) return "invalid-request";
  if (!CODE.test(name) || NO_CODE.test(name)) return "network";
  return httpStatus !== undefined && httpStatus >= 500 ? "server" : "unknown";
}

import type { MotoAnswer } from "../moto/client";
import { AwsError, type Protocol } from "./aws-error";

/** What moto answers as a page of HTML is an operation that it doesn't have, or that it failed at. */
export function isNoAnswer({ status, contentType }: MotoAnswer): boolean {
  return status >= 500 || /html/i.test(contentType);
}

/** Said in the service's own shape, with a status that makes no client try again. */
export function unavailable(operation: string, protocol: Protocol): AwsError {
  const code = protocol === "json" ? "UnsupportedOperationException" : "UnsupportedOperation";
  return new AwsError(code, `${operation} is not available in the sandbox, or not with these parameters`);
}

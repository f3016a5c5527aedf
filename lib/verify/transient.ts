import { type Classification, classify } from "../iam/errors";

/** What an error of the SDK means. */
export function meaningOf(thrown: unknown): Classification {
  if (!(thrown instanceof Error)) return classify({ name: "Error" });
  const { name, message } = thrown;
  const httpStatus = (thrown as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
  return classify({ name, message, httpStatus });
}

/** Throttling, a failing service or network: no answer yet, and the same call may get one. */
export function isTransient(thrown: unknown): boolean {
  return meaningOf(thrown).retryable;
}

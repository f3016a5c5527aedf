import type { ErrorClass } from "../iam/errors";
import type { Probe, Shown } from "./probes";
import { said } from "./said";
import { meaningOf } from "./transient";

/** What was asked: as whom, what, and on which ARN (`*` for an action without a repository). */
export interface Asked {
  readonly caller: string;
  readonly action: string;
  readonly resource: string;
}

/** What one call showed. */
export interface Finding {
  /** Absent: this answer is neither an allow nor a denial of what was asked. */
  readonly observed?: "allowed" | "denied";
  /** AWS's own words, or what was wrong with the answer. */
  readonly reason: string;
  /** May the same call show something later? */
  readonly retryable: boolean;
  /** The repository is not there: that says something of authorization, but nothing of an expected answer. */
  readonly missing?: true;
  /** The session has expired or its keys were refused: a new one may help. */
  readonly session?: true;
  readonly requestId?: string;
}

/** An error as the SDK throws it. */
interface SdkError extends Error {
  readonly $metadata?: { readonly requestId?: string };
}

/** The finding for an answer that is no error. */
export function judgeAnswer({ action }: Asked, { allowed, requestId }: Shown): Finding {
  const finding = { retryable: false, ...(requestId && { requestId }) };
  if (allowed) return { ...finding, observed: "allowed", reason: "answered" };
  return { ...finding, reason: `the answer is none that ECR gives to ${action} here` };
}

/** The finding for an error: a denial counts only for that very action, resource and caller. */
export function judgeError(asked: Asked, probe: Pick<Probe, "allowedError">, thrown: unknown): Finding {
  const error = asSdkError(thrown);
  const requestId = error.$metadata?.requestId;
  const finding = (rest: Omit<Finding, "requestId">): Finding => ({
    ...rest,
    ...(requestId && { requestId }),
  });
  if (error.name === probe.allowedError)
    return finding({ observed: "allowed", reason: error.name, retryable: false });

  const { class: errorClass, retryable, denial } = meaningOf(error);
  if (errorClass === "access-denied") {
    if (!denial) return finding({ reason: `a denial that can't be read: ${said(thrown)}`, retryable: false });
    const about = differsFrom(asked, denial);
    if (about) return finding({ reason: `a denial of another ${about}: ${said(thrown)}`, retryable: false });
    return finding({ observed: "denied", reason: error.message, retryable: false });
  }
  if (error.name === "RepositoryNotFoundException" && asked.resource !== "*") {
    // whoever is told that got past authorization
    return finding({
      observed: "allowed",
      missing: true,
      reason: `${PAST} (${said(thrown)})`,
      retryable: false,
    });
  }
  return finding({
    reason: `${WORDS[errorClass]}: ${said(thrown)}`,
    retryable,
    ...(errorClass === "credentials" && { session: true }),
  });
}

/** How the reason of a cell begins whose repository was said to be gone. */
export const PAST = "past authorization";

const WORDS: Readonly<Record<ErrorClass, string>> = {
  "access-denied": "denied",
  credentials: "the session's credentials were refused",
  throttled: "throttled",
  "not-found": "not found",
  "invalid-request": "an invalid request",
  network: "no answer of AWS's",
  server: "the service failed",
  "setup-error": "the set-up is wrong",
  unknown: "an unknown error",
};

function differsFrom(
  asked: Asked,
  denial: { principal: string; action: string; resource?: string },
): string | undefined {
  if (denial.principal !== asked.caller) return "caller";
  if (denial.action.toLowerCase() !== asked.action.toLowerCase()) return "action";
  if ((denial.resource ?? "*") !== asked.resource) return "resource";
  return undefined;
}

function asSdkError(thrown: unknown): SdkError {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}

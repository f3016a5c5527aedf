import { parseArn } from "../aws/arn";
import type { AuthorizationRequest } from "./types";

/** Who calls, in each form in which a policy may name it. */
export interface Caller {
  readonly kind: "user" | "session" | "role" | "federated-user" | "root" | "provider" | "service";
  /** The caller's own ARN (a service's: its name). */
  readonly arn: string;
  readonly accountId: string;
  /** `arn:…:root`, the account as a principal. */
  readonly accountArn: string;
  /** The role of a session: its account's role ARNs begin with `prefix`, and end with its name. */
  readonly role?: { readonly prefix: string; readonly name: string };
}

const KINDS: readonly (readonly [RegExp, Caller["kind"]])[] = [
  [/^arn:[^:]+:iam::[^:]*:user\/./, "user"],
  [/^arn:[^:]+:sts::[^:]*:assumed-role\/[^/]+\/./, "session"],
  [/^arn:[^:]+:iam::[^:]*:role\/./, "role"],
  [/^arn:[^:]+:sts::[^:]*:federated-user\/./, "federated-user"],
  [/^arn:[^:]+:iam::[^:]*:root$/, "root"],
  [/^arn:[^:]+:iam::[^:]*:(?:oidc|saml)-provider\/./, "provider"],
  [/^[a-z0-9.-]+\.amazonaws\.com(?:\.cn)?$/, "service"],
];

/** Reads the principal of a request; `undefined` when its ARN is of no kind that IAM has. */
export function readCaller({ arn, accountId }: AuthorizationRequest["principal"]): Caller | undefined {
  const kind = KINDS.find(([pattern]) => pattern.test(arn))?.[1];
  if (!kind) return undefined;
  const partition = parseArn(arn)?.partition ?? "aws";
  const caller = { kind, arn, accountId, accountArn: `arn:${partition}:iam::${accountId}:root` };
  if (kind !== "session") return caller;
  const name = arn.split("/")[1]!;
  return { ...caller, role: { prefix: `arn:${partition}:iam::${accountId}:role/`, name } };
}

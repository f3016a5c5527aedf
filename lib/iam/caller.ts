import { parseArn, type Arn } from "../aws/arn";
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

const KINDS: Readonly<Record<string, readonly (readonly [prefix: string, kind: Caller["kind"]])[]>> = {
  iam: [
    ["user/", "user"],
    ["role/", "role"],
    ["oidc-provider/", "provider"],
    ["saml-provider/", "provider"],
  ],
  sts: [
    ["assumed-role/", "session"],
    ["federated-user/", "federated-user"],
  ],
};
const SERVICE = /^[a-z0-9.-]+\.amazonaws\.com(?:\.cn)?$/;

/** Reads the principal of a request; `undefined` when its ARN is of no kind that IAM has. */
export function readCaller({ arn, accountId }: AuthorizationRequest["principal"]): Caller | undefined {
  const parts = parseArn(arn);
  const kind = parts ? kindOf(parts) : SERVICE.test(arn) ? "service" : undefined;
  if (!kind) return undefined;
  const root = `arn:${parts?.partition ?? "aws"}:iam::${accountId}:`;
  const caller = { kind, arn, accountId, accountArn: `${root}root` };
  if (kind !== "session") return caller;
  const [, name = "", session = ""] = parts!.resource.split("/");
  return name && session ? { ...caller, role: { prefix: `${root}role/`, name } } : undefined;
}

function kindOf({ service, resource }: Arn): Caller["kind"] | undefined {
  if (service === "iam" && resource === "root") return "root";
  const kinds = Object.hasOwn(KINDS, service) ? KINDS[service]! : [];
  return kinds.find(([prefix]) => resource.startsWith(prefix) && resource.length > prefix.length)?.[1];
}

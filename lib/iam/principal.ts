import type { Caller } from "./caller";
import type { RequestContext } from "./context";
import { describeValue } from "./describe";
import { matchesGlob, type GlobPart } from "./glob";
import { isUndecided, undecided, type Match, type Undecided } from "./match";
import type { PrincipalEntry } from "./statement";
import { readTemplate } from "./template";

/**
 * How a policy names the caller, weakest first: through its account (which delegates to the account's own policies),
 * its role, everyone, or itself.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export const NAMINGS = ["account", "role", "everyone", "self"] as const;
export type Naming = (typeof NAMINGS)[number];

/** In which form the entry names the caller; `undefined`: it does not. */
export function naming(
  entry: PrincipalEntry,
  caller: Caller,
  context: RequestContext,
): Naming | Undecided | undefined {
  const { type, value } = entry;
  if (type === "AWS") return awsNaming(value, caller, context);
  if (type === "Service") return caller.kind === "service" && value === caller.arn ? "self" : undefined;
  if (type === "Federated") return federatedNaming(value, caller, context);
  return undecided(`principal ${describeValue(type)}: ${describeValue(value)}`);
}

/** An account's number, an ARN, or the unique id that IAM leaves in the place of a principal that is gone. */
const PRINCIPAL = /^(?:\d{12}|arn:.*|A[A-Z0-9]{15,})$/s;

function awsNaming(value: string, caller: Caller, context: RequestContext): Naming | Undecided | undefined {
  if (value === "*") {
    const outside = caller.kind === "provider" || caller.kind === "service";
    return outside ? undecided(`principal "*" for ${describeValue(caller.arn)}`) : "everyone";
  }
  if (value === caller.arn) return "self";
  // The root user is named by its account, however that is written.
  if (value === caller.accountArn || value === caller.accountId) {
    return caller.kind === "root" ? "self" : "account";
  }
  if (!PRINCIPAL.test(value)) return undecided(`${describeValue(value)} is no principal`);
  const roleArn = ownRoleArn(caller, context);
  if (/[*?]|\$\{/.test(value)) {
    return mayName(value, caller, roleArn)
      ? undecided(`principal ${describeValue(value)} has a wildcard or a variable`)
      : undefined;
  }
  return isRoleOf(caller, value, roleArn) ? "role" : undefined;
}

/** A session's ARN has no path, its role's ARN may have one: `aws:PrincipalArn` tells it, if the request carries it. */
function ownRoleArn({ role }: Caller, context: RequestContext): string | undefined {
  const known = role && context.single("aws:PrincipalArn");
  return typeof known === "string" && isNamed(known, role!) ? known : undefined;
}

const isNamed = (arn: string, { prefix, name }: NonNullable<Caller["role"]>) =>
  arn.startsWith(prefix) && arn.split("/").at(-1) === name;

/** Where the path is not known the name decides: an account has one role of a name, whatever the path. */
function isRoleOf({ role }: Caller, value: string, roleArn: string | undefined): boolean {
  return role !== undefined && (roleArn === undefined ? isNamed(value, role) : value === roleArn);
}

/** A principal takes no wildcards and no variables, IAM refuses them: what they would name is documented nowhere. */
function mayName(value: string, caller: Caller, roleArn: string | undefined): boolean {
  const { arn, accountArn, role } = caller;
  if (value.includes("${") || (role && !roleArn && value.startsWith(role.prefix))) return true;
  const pattern = readTemplate(value, { wildcards: true, variables: false }) as readonly GlobPart[];
  const forms = [arn, accountArn, roleArn ?? (role ? `${role.prefix}${role.name}` : arn)];
  return forms.some((form) => matchesGlob(pattern, form));
}

/** A provider's own ARN on AssumeRoleWithWebIdentity and -SAML; later its sessions carry `aws:FederatedProvider`. */
function federatedNaming(value: string, caller: Caller, context: RequestContext): Naming | undefined {
  if (caller.kind === "provider") return value === caller.arn ? "self" : undefined;
  return context.single("aws:FederatedProvider") === value ? "self" : undefined;
}

/**
 * Does Deny with NotPrincipal reach the caller? It exempts only who is listed in all of its forms, and nobody who has
 * a permissions boundary.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
export function deniedByNotPrincipal(
  entries: readonly PrincipalEntry[],
  caller: Caller,
  context: RequestContext,
  hasBoundary: boolean,
): Match {
  if (hasBoundary) return true;
  const forms = new Set<Naming>();
  for (const entry of entries) {
    const form = naming(entry, caller, context);
    if (isUndecided(form)) return form;
    if (form) forms.add(form);
  }
  const inAll = forms.has("self") && (caller.kind === "root" || forms.has("account"));
  if (inAll && (!caller.role || forms.has("role"))) return false;
  // Its account alone exempts nobody: not the rest of a listed account.
  if ([...forms].every((form) => form === "account")) return true;
  return undecided("NotPrincipal lists the caller in some of its forms only");
}

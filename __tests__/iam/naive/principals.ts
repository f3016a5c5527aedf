import type { AuthorizationRequest } from "../../../lib/iam/types";
import { isMap } from "./conditions";
import { like, valuesOf } from "./text";
import { any, type Truth } from "./truth";

/**
 * Principal elements.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */

/** How a policy names the caller: its own ARN (a session's or a user's), the role behind the session, its account, or everyone. */
export type Form = "caller" | "role" | "account" | "everyone";

export type Principal = AuthorizationRequest["principal"];

export const isRoot = (principal: Principal): boolean => principal.arn.endsWith(":root");

/** What a policy may call this caller, form by form. */
export function names({
  principal,
  context,
}: AuthorizationRequest): Partial<Record<Form, readonly string[]>> {
  const [, partition = "", , , account = "", resource = ""] = principal.arn.split(":");
  const [kind, name] = resource.split("/");
  // "For IAM roles, the request context returns the ARN of the role" in aws:PrincipalArn, path included; the session's ARN leaves it out.
  const known = valuesOf("aws:PrincipalArn", context)[0];
  return {
    // "The account ARN and the shortened account ID behave the same way."
    account: [principal.accountId, `arn:${partition}:iam::${principal.accountId}:root`],
    ...(isRoot(principal) ? {} : { caller: [principal.arn] }),
    ...(kind === "assumed-role" ? { role: [known ?? `arn:${partition}:iam::${account}:role/${name}`] } : {}),
  };
}

export const isEmptyPrincipal = (element: unknown): boolean =>
  isMap(element) && Object.values(element).flat().length === 0;

/** For each form, does the element name the caller in it? A string alone: a doubt about the element as a whole. */
export function namedForms(element: unknown, request: AuthorizationRequest): Map<Form, Truth> | string {
  if (element === "*") return new Map([["everyone", true]]);
  if (!isMap(element)) return "malformed Principal";
  // Empty: "This statement includes no principals and does not affect the policy" (access-analyzer-reference-policy-checks).
  const written = Object.entries(element).map(([kind, value]) => ({ kind, list: [value].flat() }));
  // Services, federated identities and canonical users are other principals than a role session, a user or a root user.
  const good = ({ kind, list }: (typeof written)[number]) =>
    ["AWS", "Service", "Federated", "CanonicalUser"].includes(kind) &&
    list.every((entry) => typeof entry === "string" && (kind !== "AWS" || PRINCIPAL.test(entry)));
  if (!written.every(good)) return "malformed Principal";
  const listed = written.filter(({ kind }) => kind === "AWS").flatMap(({ list }) => list as string[]);
  const forms = new Map<Form, Truth>([["everyone", listed.includes("*")]]);
  const withoutPath = valuesOf("aws:PrincipalArn", request.context).length === 0;
  for (const [form, called] of Object.entries(names(request))) {
    const matches = form === "role" && withoutPath ? matchesRoleOfAnyPath : matchesName;
    const matched = listed
      .filter((entry) => entry !== "*")
      .flatMap((entry) => called.map((name) => matches(entry, name)));
    forms.set(form as Form, any(matched));
  }
  return forms;
}

/** Everyone, an account, an ARN, or the unique id of a principal that is gone. */
const PRINCIPAL = /^(\*|\d{12}|arn:.+|A[A-Z0-9]{15,})$/;

/** "You cannot use a wildcard to match part of a principal name or ARN": IAM stores no such policy, so what it would do is open. */
function matchesName(entry: string, name: string): Truth {
  if (!/[*?]/.test(entry)) return entry === name;
  return like([{ text: entry, fixed: false }], name) ? "wildcard in a Principal" : false;
}

/** Role names are unique in an account, whatever their path; a wildcard may stand for the path too. */
function matchesRoleOfAnyPath(entry: string, roleWithoutPath: string): Truth {
  const [start = "", name = ""] = roleWithoutPath.split(/(?<=:role\/)/);
  if (!/[*?]/.test(entry)) return entry.startsWith(start) && entry.split("/").at(-1) === name;
  const [head = "", ...rest] = entry.split(/[*?]/);
  const tail = rest.at(-1) ?? "";
  const couldStart = head.startsWith(start) || start.startsWith(head);
  const couldEnd = name.endsWith(tail) || tail.endsWith(`/${name}`);
  return couldStart && couldEnd ? "wildcard in a Principal" : false;
}

/**
 * Does a Deny with this NotPrincipal deny the caller? AWS says: all but those listed; "the NotPrincipal element with a Deny effect will
 * always deny any IAM principal that has a permissions boundary"; list the session, the role and the account, or else it "might" deny.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
export function deniedByNotPrincipal(
  element: unknown,
  request: AuthorizationRequest,
  hasBoundary: boolean,
): Truth {
  const forms = namedForms(element, request);
  if (typeof forms === "string") return forms;
  if (isEmptyPrincipal(element)) return "empty NotPrincipal";
  if (hasBoundary) return true;
  if (forms.get("everyone") === true) return "everyone in NotPrincipal";
  const listed = [...forms].filter(([form]) => form !== "everyone").map(([, truth]) => truth);
  // An account alone excepts its root user, not the rest of the account (facts 1.10).
  if (!isRoot(request.principal) && forms.get("caller") === false && (forms.get("role") ?? false) === false)
    return true;
  if (listed.every((truth) => truth === true)) return false;
  return listed.every((truth) => truth === false)
    ? true
    : "NotPrincipal lists the caller in some of its forms";
}

import type { AuthorizationRequest } from "../../../lib/iam/types";
import { isMap } from "./conditions";
import { like } from "./text";
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
export function names(principal: Principal): Partial<Record<Form, readonly string[]>> {
  const [, partition = "", , , account = "", resource = ""] = principal.arn.split(":");
  const [kind, name] = resource.split("/");
  return {
    // "The account ARN and the shortened account ID behave the same way."
    account: [principal.accountId, `arn:${partition}:iam::${principal.accountId}:root`],
    ...(isRoot(principal) ? {} : { caller: [principal.arn] }),
    ...(kind === "assumed-role" ? { role: [`arn:${partition}:iam::${account}:role/${name}`] } : {}),
  };
}

/** For each form, does the element name the caller in it? A string alone: a doubt about the element as a whole. */
export function namedForms(element: unknown, principal: Principal): Map<Form, Truth> | string {
  if (element === "*") return new Map([["everyone", true]]);
  if (!isMap(element) || Object.keys(element).length === 0) return "malformed Principal";
  const written = Object.entries(element).map(([kind, value]) => ({
    kind,
    list: Array.isArray(value) ? value : [value],
  }));
  // Services, federated identities and canonical users are other principals than a role session, a user or a root user.
  if (!written.every(({ kind }) => ["AWS", "Service", "Federated", "CanonicalUser"].includes(kind)))
    return "malformed Principal";
  if (!written.every(({ list }) => list.length > 0 && list.every((entry) => typeof entry === "string")))
    return "malformed Principal";
  const listed = written.filter(({ kind }) => kind === "AWS").flatMap(({ list }) => list as string[]);
  const forms = new Map<Form, Truth>([["everyone", listed.includes("*")]]);
  for (const [form, called] of Object.entries(names(principal))) {
    forms.set(
      form as Form,
      any(
        listed
          .filter((entry) => entry !== "*")
          .flatMap((entry) => called.map((name) => matchesName(entry, name))),
      ),
    );
  }
  return forms;
}

/** "You cannot use a wildcard to match part of a principal name or ARN": IAM stores no such policy, so what it would do is open. */
function matchesName(entry: string, name: string): Truth {
  if (!/[*?]/.test(entry)) return entry === name;
  return like([{ text: entry, fixed: false }], name) ? "wildcard in a Principal" : false;
}

/**
 * Does a Deny with this NotPrincipal deny the caller? AWS says: all but those listed; "the NotPrincipal element with a Deny effect will
 * always deny any IAM principal that has a permissions boundary"; list the session, the role and the account, or else it "might" deny.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
export function deniedByNotPrincipal(element: unknown, principal: Principal, hasBoundary: boolean): Truth {
  const forms = namedForms(element, principal);
  if (typeof forms === "string") return forms;
  if (hasBoundary) return true;
  if (forms.get("everyone") === true) return "everyone in NotPrincipal";
  const listed = [...forms].filter(([form]) => form !== "everyone").map(([, truth]) => truth);
  if (listed.every((truth) => truth === true)) return false;
  return listed.every((truth) => truth === false)
    ? true
    : "NotPrincipal lists the caller in some of its forms";
}

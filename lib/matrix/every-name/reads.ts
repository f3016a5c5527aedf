import { isWritten } from "../written";
import { canonicalKey } from "../../iam/compare/known";
import type { AttachedPolicy } from "../../terraform/inventory";
import { Unknown } from "../../terraform/unknown";

/** Which condition keys of the caller's and of the resource's own policies read, as tests or as policy variables. */
export interface Reads {
  /** `aws:principaltag/team`, `aws:resourcetag/team`, `aws:principalarn`; key names have no case. */
  readonly keys: ReadonlySet<string>;
  /** It holds something unknown that may read any of them. */
  readonly anything: boolean;
}

export const PRINCIPAL_ARN = "aws:principalarn";
export const PRINCIPAL_TAG = "aws:principaltag/";
export const RESOURCE_TAG = "aws:resourcetag/";

const KEY = /(?:aws:principaltag|(?:aws|ecr):resourcetag)\/[^"\\{},]+|aws:principalarn/gi;
const known = new WeakMap<object, Reads>();

export function readsOf(policies: readonly AttachedPolicy[]): Reads {
  return together(policies.map(({ document }) => readsOfDocument(document)));
}

export function together(all: readonly Reads[]): Reads {
  return {
    keys: new Set(all.flatMap(({ keys }) => [...keys])),
    anything: all.some(({ anything }) => anything),
  };
}

function readsOfDocument(document: unknown): Reads {
  const statements = isWritten(document) ? [document.Statement].flat() : [document];
  return together(statements.map(readsOfStatement));
}

export function readsOfStatement(statement: unknown): Reads {
  const cached = typeof statement === "object" && statement !== null ? known.get(statement) : undefined;
  if (cached) return cached;
  const text = JSON.stringify(statement) ?? "";
  const keys = [...text.matchAll(KEY)].map(([key]) => canonicalKey(key.trim()));
  const reads = {
    keys: new Set([...keys, ...(namesRoles(statement) ? [PRINCIPAL_ARN] : [])]),
    anything: isWritten(statement) ? mayReadAnything(statement) : !isOfAws(statement),
  };
  if (typeof statement === "object" && statement !== null) known.set(statement, reads);
  return reads;
}

/** AWS's own policies that no file holds are taken to read no tags that others choose, and no ARNs of theirs. */
function isOfAws(document: unknown): boolean {
  return document instanceof Unknown && /^the text of arn:aws[\w-]*:iam::aws:policy\//.test(document.reason);
}

/** Does it tell callers apart by the ARNs of their roles, paths included? */
export function namesRoles(statement: unknown): boolean {
  if (!isWritten(statement)) return false;
  const { Principal: principal, NotPrincipal: except } = statement;
  return /:role\//.test(JSON.stringify([principal, except]));
}

/** Does it read the caller's ARN as a condition key, or as a variable? */
export function readsArnAsKey(text: string): boolean {
  return text.toLowerCase().includes(PRINCIPAL_ARN);
}

/** A text that is not known may hold a variable; what names another resource's attribute does not. */
function mayReadAnything({ Condition: condition, ...elements }: Readonly<Record<string, unknown>>): boolean {
  const blocks = isWritten(condition) ? Object.values(condition) : [];
  if (condition instanceof Unknown || blocks.some((block) => block instanceof Unknown)) return true;
  return mayHoldVariable(elements) || mayHoldVariable(blocks);
}

function mayHoldVariable(value: unknown): boolean {
  if (value instanceof Unknown) return value.parts ? value.parts.some(mayHoldVariable) : !value.targets;
  return typeof value === "object" && value !== null && Object.values(value).some(mayHoldVariable);
}

import type { TagSet } from "../../terraform/inventory";
import { Unknown, holdsUnknown } from "../../terraform/unknown";
import { conditionText } from "../assumable";
import { globExpression } from "../glob-expression";
import { isSettled } from "../settled";
import { tagValue } from "../tag-value";

/** What one statement of a trust policy says about one principal. */
export interface TrustGrant {
  /** Undefined: not known. */
  readonly effect: "Allow" | "Deny" | undefined;
  readonly principal: string;
  readonly condition: string;
  readonly actions: readonly string[];
  /** Undefined: what the statement says is known as a text only. */
  readonly tests?: readonly Test[];
  /** The role's own tags that the condition reads, as they are on this side. */
  readonly own?: string;
  /** The text by which such statements are told apart; undefined: the same text may be something else. */
  readonly text?: string;
}

interface Test {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-user.html */
export function trustGrants(role: { readonly trust: unknown } & TagSet, side: string): readonly TrustGrant[] {
  const { trust } = role;
  if (trust instanceof Unknown) return [opaque(trust)];
  if (!isObject(trust)) return [];
  return [trust.Statement].flat().flatMap((statement) => {
    if (!isObject(statement) || statement instanceof Unknown) return [opaque(statement)];
    if (holdsUnknown(statement) || !statement.Principal || !statement.Action) return [opaque(statement)];
    const actions = [statement.Action].flat().map((action) => String(action).toLowerCase());
    if (!actions.some((action) => /^(\*|sts:.*)$/.test(action))) return [];
    const { Principal: principal, Condition: condition, Effect: effect } = statement;
    if ((effect !== "Allow" && effect !== "Deny") || !isPlain(condition)) return [opaque(statement)];
    const tests = testsOf(condition, String(trust.Version));
    const isAssuming = actions.some((action) => /^(\*|sts:(\*|assume.*))$/.test(action));
    const text = [...(isAssuming ? [] : [actions.join(", ")]), conditionText(condition)].filter(Boolean);
    return principalsOf(principal).map((one) => ({
      effect,
      principal: one,
      condition: text.join("; "),
      actions,
      tests,
      own: ownTags(condition, role, side),
    }));
  });
}

const AN_IDENTITY = /^arn:[^:]*:(?:iam|sts)::[^:]*:(?:root$|user\/|role\/|assumed-role\/)/;

const OWN_TAG = /(?:aws|iam):resourcetag\/([^"\\{},]+)/gi;

/** A tag that is not known may be another one on the other side. */
function ownTags(condition: unknown, role: TagSet, side: string): string {
  const keys = [...(JSON.stringify(condition) ?? "").matchAll(OWN_TAG)].map(([, key]) =>
    key!.trim().toLowerCase(),
  );
  const values = keys.map((key) => tagValue(role, key));
  return JSON.stringify(values.map((value) => [value, isSettled(value) ? "" : side]));
}

/** Is whatever the grant says said by the other too? */
export function covers(other: TrustGrant, grant: TrustGrant): boolean {
  if (!other.tests || !grant.tests) return other.text !== undefined && other.text === grant.text;
  return (
    (other.principal === grant.principal || (other.principal === "*" && AN_IDENTITY.test(grant.principal))) &&
    grant.actions.every((action) => other.actions.some((pattern) => coversAction(pattern, action))) &&
    other.tests.every((test) => grant.tests!.some((one) => implies(one, test)))
  );
}

/** `*` in the pattern stands for wildcards of the action as well, `?` does not. */
function coversAction(pattern: string, action: string): boolean {
  return pattern === action || (!pattern.includes("?") && globExpression(pattern).test(action));
}

/** Does the first test hold for no request for which the second does not? Values of one test are alternatives. */
function implies(one: Test, other: Test): boolean {
  if (one.operator !== other.operator || one.key !== other.key) return false;
  const [narrow, wide] = /not/.test(one.operator) ? [other, one] : [one, other];
  return narrow.values.every((value) => wide.values.includes(value));
}

function opaque(statement: unknown): TrustGrant {
  const settled = isSettled(statement);
  const reason =
    statement instanceof Unknown ? statement.reason : "what its statement says is known in parts only";
  const effect = isObject(statement) ? statement.Effect : undefined;
  return {
    effect: effect === "Allow" || effect === "Deny" ? effect : undefined,
    principal: "unknown",
    condition: holdsUnknown(statement) ? reason : JSON.stringify(statement),
    actions: [],
    ...(settled && { text: JSON.stringify(statement) }),
  };
}

function principalsOf(principal: unknown): readonly string[] {
  if (!isObject(principal)) return [String(principal)];
  return Object.entries(principal).flatMap(([type, value]) =>
    [value].flat().map((given) => {
      const one = String(given);
      if (type !== "AWS") return one === "*" ? `${type} *` : one;
      return /^\d{12}$/.test(one) ? rootOf(one) : one;
    }),
  );
}

const rootOf = (account: string) => `arn:aws:iam::${account}:root`;

/** In another version of the language a variable is another value. */
function testsOf(condition: unknown, version: string): readonly Test[] {
  return Object.entries((condition ?? {}) as Record<string, Record<string, unknown>>).flatMap(
    ([operator, keys]) =>
      Object.entries(keys).map(([key, value]) => ({
        operator: operator.toLowerCase(),
        key: key.toLowerCase(),
        values: [value]
          .flat()
          .map((one) => (String(one).includes("${") ? `${version} ${String(one)}` : String(one))),
      })),
  );
}

/** A condition block as the grammar has it: operators, keys, values. */
function isPlain(condition: unknown): boolean {
  return condition === undefined || (isObject(condition) && Object.values(condition).every(isObject));
}

function isObject(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

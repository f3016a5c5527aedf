import { parseArn } from "../../aws/arn";
import type { AccessScope } from "../../iam/compare/scope";
import type { PolicySet } from "../../iam/types";
import type { AttachedPolicy } from "../../terraform/inventory";
import { Unknown } from "../../terraform/unknown";
import { sessionOf } from "../every-name";
import { isWritten, writtenStatements } from "../written";

/** Someone whom a repository policy may let in, and who has no policies in the file. */
export interface Outsider {
  /** `account 210987654321`, `any account`, an ARN. */
  readonly name: string;
  readonly principal: AccessScope["principal"];
  /** At its most: everything that its own account may allow; in this account nothing, so that only the policy itself counts. */
  readonly identity: PolicySet["identity"];
}

const WHATEVER = "whatever its account allows";
const EVERYTHING: PolicySet["identity"] = [
  {
    name: WHATEVER,
    document: { Version: "2012-10-17", Statement: { Effect: "Allow", Action: "*", Resource: "*" } },
  },
];

/** Without the statement that lets in, if it is one that no account has written. */
export function withoutMadeUp<Change extends { readonly statement?: string }>(change: Change): Change {
  const { statement, ...rest } = change;
  return statement?.startsWith(WHATEVER) ? (rest as Change) : change;
}

/** No account has this number. */
const ANY_ACCOUNT = "000000000000";

/** One of whom no policy says anything, outside of the account and in it. */
export const ANYBODY = { outside: "any account", inside: "any role of this account" };

/** Everybody whom some repository policies name, as principals or in conditions, and one of whom they say nothing. */
export function outsidersOf(
  policies: readonly AttachedPolicy[],
  account: string,
  partition: string,
): Outsider[] {
  const outsiders = new Map<string, Outsider>();
  const add = (name: string, principal: Outsider["principal"]) => {
    const identity = principal.accountId === account ? [] : EVERYTHING;
    if (!outsiders.has(name)) outsiders.set(name, { name, principal, identity });
  };
  for (const value of policies.flatMap(named)) {
    const arn = parseArn(value);
    const number = [arn?.account, accountLike(value)].find((one) => /^\d{12}$/.test(one ?? ""));
    if (number === undefined) continue;
    const role = /^role\/(?:.*\/)?([^*?/]+)$/.exec(arn?.resource ?? "")?.[1];
    if (role !== undefined) add(value, sessionOf(role, number, arn!.partition));
    else if (arn && /^(user|assumed-role)\/[^*?]+$/.test(arn.resource))
      add(value, { arn: value, accountId: number });
    else if (number !== account) add(`account ${number}`, sessionOf("any-role", number, partition));
  }
  add(ANYBODY.outside, sessionOf("any-role", ANY_ACCOUNT, partition));
  add(ANYBODY.inside, sessionOf("any-role", account, partition));
  return [...outsiders.values()];
}

/** The principals of the statements, and the values with which conditions compare: accounts and ARNs among them. */
function named({ document }: AttachedPolicy): string[] {
  return writtenStatements(document)
    .filter(isWritten)
    .flatMap(({ Principal: principals, Condition: conditions }) => [principals, conditions].flatMap(textsIn));
}

/** An account's number; of a pattern such as `2109*`, one that it matches. */
function accountLike(value: string): string | undefined {
  if (!/^[\d*?]*\d[\d*?]*$/.test(value)) return undefined;
  const missing = Math.max(0, 12 - value.replaceAll("*", "").length);
  return value.replace("*", "1".repeat(missing)).replaceAll("*", "").replaceAll("?", "1");
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string" || typeof value === "number") return [String(value)];
  if (typeof value !== "object" || value === null || value instanceof Unknown) return [];
  return Object.values(value).flatMap(textsIn);
}

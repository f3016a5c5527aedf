import { parseArn } from "../aws/arn";
import type { AccessScope } from "../iam/compare/scope";
import type { PolicySet } from "../iam/types";
import type { AttachedPolicy } from "../terraform/inventory";
import { Unknown } from "../terraform/unknown";
import { sessionOf } from "./every-name";

/** Someone whom a repository policy may let in, and who has no policies in the file. */
export interface Outsider {
  /** `account 210987654321`, `any account`, an ARN. */
  readonly name: string;
  readonly principal: AccessScope["principal"];
  /** At its most: everything that its own account may allow; in this account nothing, so that only the policy itself counts. */
  readonly identity: PolicySet["identity"];
}

const EVERYTHING: PolicySet["identity"] = [
  {
    name: "whatever its account allows",
    document: { Version: "2012-10-17", Statement: { Effect: "Allow", Action: "*", Resource: "*" } },
  },
];
/** No account has this number. */
const ANY_ACCOUNT = "000000000000";

/** Everybody whom some repository policies name, and one of whom they say nothing. */
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
  for (const value of policies.flatMap(principalsOf)) {
    const arn = parseArn(value);
    const number = /^\d{12}$/.test(value) ? value : arn?.account;
    if (!number) continue;
    const role = arn?.resource.startsWith("role/") ? arn.resource.split("/").at(-1)! : undefined;
    if (role !== undefined) add(value, sessionOf(role, number, arn!.partition));
    else if (arn && /^(user|assumed-role)\/./.test(arn.resource))
      add(value, { arn: value, accountId: number });
    else if (number !== account) add(`account ${number}`, sessionOf("any-role", number, partition));
  }
  add("any account", sessionOf("any-role", ANY_ACCOUNT, partition));
  add("any role of this account", sessionOf("any-role", account, partition));
  return [...outsiders.values()];
}

function principalsOf({ document }: AttachedPolicy): string[] {
  if (typeof document !== "object" || document === null || document instanceof Unknown) return [];
  return [(document as { Statement?: unknown }).Statement].flat().flatMap((statement) => {
    const { Principal: principal } = (statement ?? {}) as { Principal?: unknown };
    if (typeof principal !== "object" || principal === null) return [];
    return Object.values(principal)
      .flat()
      .filter((value): value is string => typeof value === "string");
  });
}

import type { PolicyDocument } from "../iam/types";
import type { AttachedPolicy, Inventory, InventoryRepository } from "../terraform/inventory";
import { type NameChange, nameChanges } from "./every-name";
import { type DecidingStatement, nameStatement } from "./judge";
import { outsidersOf } from "./outsiders";
import { policySetOf } from "./policy-set";

/** Someone of another account whom the policies on a repository let in, as far as his own account does. */
export interface OutsideCaller {
  /** `account 210987654321`, `any account`, an ARN. */
  readonly name: string;
  /** The policy, its statement, and on what it hangs. */
  readonly reason: string;
}

/**
 * Who of other accounts may do the action on the repository. What their own policies say is in no file: they are taken
 * to allow it.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html
 */
export function outsideCallers(
  action: string,
  repository: InventoryRepository,
  { registryPolicies, account: ofMost }: Inventory,
): readonly OutsideCaller[] {
  const { policy, partition, region, account = ofMost, name, unnamed } = repository;
  const policies = [...(policy ? [policy] : []), ...registryPolicies];
  if (!policies.length || account === undefined || unnamed) return [];
  const statements = policies.flatMap(statementsOf);
  const denies = statements.filter(({ statement: { Effect: effect } }) => effect === "Deny");
  const allows = statements.filter(({ statement: { Effect: effect } }) => effect !== "Deny");
  const question = { location: { partition, region, account }, repository: name };
  return outsidersOf(policies, account, partition)
    .filter(({ principal }) => principal.accountId !== account)
    .flatMap(({ name: who, principal, identity }) => {
      for (const allow of allows) {
        const resource = document([allow, ...denies]);
        const allowed = nameChanges(
          { identity },
          { identity, resource, resourceType: "ecr-repository" },
          { ...question, principal },
        );
        const found = allowed.find((one) => one.direction === "gained" && one.actions.includes(action));
        if (found) return [{ name: who, reason: reasonOf(allow, found) }];
      }
      return [];
    });
}

interface PlacedStatement extends DecidingStatement {
  readonly statement: { readonly Effect?: unknown; readonly Sid?: unknown };
}

function statementsOf(policy: AttachedPolicy): readonly PlacedStatement[] {
  const { resource } = policySetOf(undefined, [policy], "head");
  const { Statement: statements } = resource as { Statement: readonly PlacedStatement["statement"][] };
  return statements.map((statement, index) => {
    const { Sid: sid } = statement;
    return { policy: policy.name, index, statement, ...(typeof sid === "string" && { sid }) };
  });
}

function document(statements: readonly PlacedStatement[]): PolicyDocument {
  return { Version: "2012-10-17", Statement: statements.map(({ statement }) => statement) };
}

function reasonOf(allow: DecidingStatement, { certain, because }: NameChange): string {
  const conditions = because.length
    ? `${certain ? " when" : ", perhaps: it hangs on"} ${because.join("; ")}`
    : "";
  return `allowed by ${nameStatement(allow)}${conditions}`;
}

import type { Inventory, InventoryRepository } from "../terraform/inventory";
import { type NameChange, nameChanges } from "./every-name";
import { outsidersOf } from "./every-name/outsiders";
import { allowsAlone, statementsOf } from "./placed-statements";
import { reaching } from "./registry-policies";
import { reasonIn } from "./every-name/unjudged";

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
  inventory: Inventory,
): readonly OutsideCaller[] {
  const { policy, partition, region, account = inventory.account, name, unnamed } = repository;
  const registryPolicies = reaching(inventory.registryPolicies, { account, region });
  const policies = [...(policy ? [policy] : []), ...registryPolicies];
  if (!policies.length || account === undefined || unnamed) return [];
  const allows = allowsAlone(statementsOf(policies, "resource"));
  const question = { location: { partition, region, account }, repository: name };
  return outsidersOf(policies, account, partition)
    .filter(({ principal }) => principal.accountId !== account)
    .flatMap(({ name: who, principal, identity }) => {
      for (const allow of allows) {
        const allowed = nameChanges(
          { identity },
          { identity, resource: allow.document, resourceType: "ecr-repository" },
          { ...question, principal },
        );
        const found = allowed.find((one) => one.direction === "gained" && one.actions.includes(action));
        if (found) return [{ name: who, reason: reasonOf(allow.name, found) }];
      }
      return [];
    });
}

function reasonOf(statement: string, { certain, because }: NameChange): string {
  const conditions = because.length
    ? `${certain ? " when" : ", perhaps: it hangs on"} ${because.map(reasonIn).join("; ")}`
    : "";
  return `allowed by ${statement}${conditions}`;
}

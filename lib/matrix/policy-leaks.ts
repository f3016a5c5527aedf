import type { Registry, Role } from "../config/registry";
import type { PolicySet } from "../iam/types";
import type { AttachedPolicy, Inventory, InventoryRepository } from "../terraform/inventory";
import { audienceOf, concerns } from "./audience";
import { grantedBy, sharedBy } from "./declared-access";
import { sessionOf, type NameQuestion } from "./every-name";
import { leaksOf, type Leak } from "./leak";
import { namedChanges } from "./named-changes";
import { outsidersOf } from "./outsiders";
import { policySetOf } from "./policy-set";

/** Whom repository policies let in beyond the shares: policies that read alike are asked once. */
export function policyLeaks(
  { repositories, roles, registryPolicies }: Inventory,
  registry: Registry,
  roleDeclarations: ReadonlyMap<string, Role>,
): Leak[] {
  const alike = new Map<string, { policies: AttachedPolicy[]; declared: object; names: string[] }>();
  for (const repository of repositories) {
    const policies = policiesOn(repository, registryPolicies);
    if (!policies.length) continue;
    const declared = sharedBy(repository.name, registry);
    const key = JSON.stringify([policies, declared]);
    const found = alike.get(key) ?? { policies, declared, names: [] };
    alike.set(key, found);
    found.names.push(repository.name);
  }
  return [...alike.values()].flatMap(({ policies, declared, names }) => {
    const ask = (who: string, principal: NameQuestion["principal"], expected: PolicySet, found: PolicySet) =>
      leaksOf(namedChanges(expected, found, { principal, location: registry }, names), { who });
    const shared = { resource: declared, resourceType: "ecr-repository" as const };
    const outsiders = outsidersOf(policies, registry.account, registry.partition).flatMap(
      ({ name, principal, identity }) =>
        ask(
          name,
          principal,
          { ...shared, identity },
          { ...policySetOf(undefined, policies, "head"), identity },
        ),
    );
    const named = roles.filter((role) =>
      policies.map(audienceOf).some((audience) => !audience.everybody && concerns(audience, role)),
    );
    const inside = named.flatMap((role) => {
      const granted = grantedBy(roleDeclarations.get(role.name), registry);
      const principal = sessionOf(role.name, role.account ?? registry.account, role.partition);
      return ask(role.name, principal, { ...granted, ...shared }, policySetOf(role, policies, "head"));
    });
    return [...outsiders, ...inside];
  });
}

function policiesOn(repository: InventoryRepository, registryPolicies: Inventory["registryPolicies"]) {
  const { policy, account, region } = repository;
  const reaching = registryPolicies.filter(
    (one) => (one.account ?? account) === account && (one.region ?? region) === region,
  );
  return [...(policy ? [policy] : []), ...reaching];
}

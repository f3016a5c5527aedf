import type { Registry } from "../config/registry";
import type { PolicyDocument } from "../iam/types";
import type { AttachedPolicy, Inventory } from "../terraform/inventory";
import { sharedBy } from "./declared-access";
import type { Leak } from "./leak";
import { leaksThrough, type PolicyQuestion } from "./leaks-through";
import { namedChanges } from "./named-changes";
import type { PolicyCallers } from "./policy-callers";
import { policySetOf } from "./policy-set";
import { mayDeny } from "./may-deny";
import { reaching } from "./registry-policies";

/** Whom repositories' own policies let in beyond the shares, and beyond what registry policies let in anyway. */
export function policyLeaks(inventory: Inventory, registry: Registry, callers: PolicyCallers): Leak[] {
  return alike(inventory, registry).flatMap(({ names, ...question }) =>
    leaksThrough(question, callers, (base, head, asked) => namedChanges(base, head, asked, names)),
  );
}

/** Policies that read alike are asked once. */
function alike(
  { repositories, registryPolicies }: Inventory,
  registry: Registry,
): readonly (PolicyQuestion & { readonly names: readonly string[] })[] {
  const found = new Map<string, PolicyQuestion & { readonly names: string[] }>();
  for (const { name, policy, account = registry.account, region = registry.region } of repositories) {
    if (!policy) continue;
    const location = { ...registry, account, region };
    const reached = reaching(registryPolicies, location);
    const declared = sharedBy(name, registry);
    const key = JSON.stringify([policy, declared, account, region]);
    const question = found.get(key) ?? {
      policies: [policy, ...reached],
      // A Deny here takes away what the registry's policy says for every other name: then both are asked together.
      expected: mayDeny(policy) ? declared : joinedPolicies(declared, reached),
      location,
      names: [],
    };
    found.set(key, question);
    question.names.push(name);
  }
  return [...found.values()];
}

/** What is declared and what these policies say, as one policy. */
export function joinedPolicies(declared: PolicyDocument, reached: readonly AttachedPolicy[]): PolicyDocument {
  return policySetOf(undefined, [{ name: "declared", document: declared }, ...reached], "head").resource!;
}

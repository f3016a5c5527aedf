import type { Registry } from "../../config/registry";
import type { PolicySet } from "../../iam/types";
import type { Inventory } from "../../terraform/inventory";
import { sharedAnywhere } from "./declared-access";
import { homeOf, nameChanges } from "../every-name";
import type { Leak } from "./leak";
import { mayDeny } from "../every-name/may-deny";
import type { PolicyCallers } from "./policy-callers";
import { leaksThrough, type PolicyQuestion } from "./leaks-through";
import { reaching, registryLocations } from "../registry-policies";
import { withWholePatterns } from "../every-name/whole-patterns";

type Location = PolicyQuestion["location"];

/** Whom registry policies let in beyond the shares, for every name, those included that nobody has created. */
export function registryLeaks(inventory: Inventory, registry: Registry, callers: PolicyCallers): Leak[] {
  const expected = sharedAnywhere(registry);
  return registryLocations(inventory, registry).flatMap((location) => {
    const home = homeOf({ location });
    const question = { policies: reaching(inventory.registryPolicies, location), expected, location };
    const shut = deniedIn(inventory, registry, location).map((name) => home + name);
    const leaks = leaksThrough(question, callers, (base, head, asked) =>
      nameChanges(leavingOut(base, shut), leavingOut(head, shut), { ...asked, repository: "*" }),
    );
    return location.region === registry.region ? leaks : leaks.map((leak) => withWholePatterns(leak, home));
  });
}

/** Repositories of which the own policy may take away what the registry's gives: they are asked by their names. */
function deniedIn({ repositories }: Inventory, registry: Registry, location: Location): string[] {
  return repositories
    .filter(({ account = registry.account, region = registry.region }) => {
      return account === location.account && region === location.region;
    })
    .filter(({ policy }) => policy && mayDeny(policy))
    .map(({ name }) => name);
}

/** Asked of no repository among these: there nobody may anything. */
export function leavingOut(set: PolicySet, resources: readonly string[]): PolicySet {
  if (!resources.length) return set;
  const { Statement: statements } = set.resource as { readonly Statement: readonly object[] };
  const deny = { Effect: "Deny", Principal: "*", Action: "*", Resource: resources };
  return { ...set, resource: { ...set.resource, Statement: [...statements, deny] } };
}

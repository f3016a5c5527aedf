import type { Registry, Role } from "../../config/registry";
import type { Inventory } from "../../terraform/inventory";
import { hiddenLeaks } from "./hidden-leaks";
import type { Leak } from "./leak";
import { PolicyCallers } from "./policy-callers";
import { policyLeaks } from "./policy-leaks";
import { registryLeaks } from "./registry-leaks";
import { roleLeaks } from "./role-leaks";
import { templateLeaks } from "./template-leaks";

/**
 * Access beyond what is declared: by the roles' policies, the registries', those of repositories that Amazon ECR will
 * create, and of those that exist; what is certain first.
 */
export function leaksBeyond(
  inventory: Inventory,
  registry: Registry,
  declarations: ReadonlyMap<string, Role>,
): readonly Leak[] {
  const callers = new PolicyCallers(inventory.roles, declarations, registry);
  return [
    ...roleLeaks(inventory, registry, declarations),
    ...registryLeaks(inventory, registry, callers),
    ...templateLeaks(inventory, registry, callers),
    ...policyLeaks(inventory, registry, callers),
    ...hiddenLeaks(inventory, registry),
  ].sort((a, b) => Number(b.certain) - Number(a.certain));
}

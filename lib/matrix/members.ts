import type { Inventory, InventoryRole } from "../terraform/inventory";
import type { Declarations, RoleDeclaration } from "./declare";
import type { MatrixRepository } from "./repository-index";

/** A role of the matrix: in FROM, declared, or both. */
export interface MatrixRole {
  readonly name: string;
  readonly inventory?: InventoryRole;
  readonly declaration?: RoleDeclaration;
}

/** What the registry declares comes first, then what only FROM has. */
export function rolesOf(inventory: Inventory, declarations: Declarations | undefined): readonly MatrixRole[] {
  const found = new Map(inventory.roles.map((role) => [role.name, role]));
  const names = new Set([...(declarations?.roles.keys() ?? []), ...found.keys()]);
  return [...names].map((name) => ({
    name,
    inventory: found.get(name),
    declaration: declarations?.roles.get(name),
  }));
}

/** In the same order. */
export function repositoriesOf(
  inventory: Inventory,
  declarations: Declarations | undefined,
): readonly MatrixRepository[] {
  const found = new Map(inventory.repositories.map((repository) => [repository.name, repository]));
  const names = new Set([...(declarations?.repositories ?? []), ...found.keys()]);
  return [...names].map((name) => ({
    name,
    inventory: found.get(name),
    declared: declarations?.repositories.has(name) ?? false,
  }));
}

import type { Registry, Role } from "../../config/registry";
import type { Inventory, InventoryRole } from "../../terraform/inventory";
import { grantedBy } from "./declared-access";
import { nameChanges, sessionOf } from "../every-name";
import { byStatement, leaksOf, type Leak, type LeakOf } from "./leak";
import { allowsAlone, statementsOf } from "../placed-statements";
import { ownTags } from "./own-tags";
import { isPlainlyDeclared } from "./plainly-declared";
import { policySetOf } from "../every-name/policy-set";
import { PRINCIPAL_ARN } from "../every-name/reads";

/** What the roles' own policies give beyond their grants. */
export function roleLeaks(
  { roles }: Inventory,
  registry: Registry,
  declarations: ReadonlyMap<string, Role>,
): Leak[] {
  return roles.flatMap((role) => leaksOfRole(role, declarations.get(role.name), registry));
}

function leaksOfRole(role: InventoryRole, declared: Role | undefined, registry: Registry): Leak[] {
  const of = { who: role.name, isRole: true, ...(declared && { source: declared.source }) };
  const { sides, open } = ownTags(role);
  const question = {
    sides,
    principal: sessionOf(role.name, role.account ?? registry.account, role.partition),
    location: registry,
    ...(role.arn !== undefined && { context: { [PRINCIPAL_ARN]: role.arn } }),
  };
  const granted = grantedBy(declared, registry);
  const own = policySetOf(role, [], "head", open.head);
  const changes = isPlainlyDeclared(own, granted) ? [] : nameChanges(granted, own, question);
  const leaks = leaksOf(changes, of).flatMap((leak) =>
    leak.certain
      ? [leak]
      : byStatement(
          leak,
          allowsAlone(statementsOf(role.identity, "identity", open.head)),
          (document, place) =>
            nameChanges(
              granted,
              { ...own, identity: [{ name: "alone", document }] },
              { ...question, location: { ...registry, region: place.region }, repository: place.name },
            ),
        ),
  );
  const boundary = role.boundary ? undefined : declared?.permissionsBoundary;
  if (boundary === undefined) return leaks;
  return [...leaks, ...withoutBoundary(boundary, nameChanges({ identity: [] }, own, question), of)];
}

/** The registry wants a boundary and the role has none: what it would have cut is not cut, wherever the role may anything. */
function withoutBoundary(boundary: string, given: ReturnType<typeof nameChanges>, of: LeakOf): Leak[] {
  return leaksOf(given, of)
    .filter(({ witness }) => witness !== "*")
    .map((leak) => ({
      ...leak,
      what: `whatever the permissions boundary ${boundary} denies of ${leak.what}: the role has none,`,
    }));
}

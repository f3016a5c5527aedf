import { repositoryArn } from "../aws/arn";
import type { Registry, Role } from "../config/registry";
import type { Inventory, InventoryRole } from "../terraform/inventory";
import { declaredOutsiders, grantedBy } from "./declared-access";
import { nameChanges, sessionOf } from "./every-name";
import { leaksOf, type Leak } from "./leak";
import { policyLeaks } from "./policy-leaks";
import { policySetOf } from "./policy-set";

/** For every namespace, who reaches in from outside, for every name. */
export interface Isolation {
  readonly namespaces: readonly NamespaceIsolation[];
  /** Access that nobody declared, in whichever namespace. */
  readonly leaks: readonly Leak[];
}

export interface NamespaceIsolation {
  readonly namespace: string;
  /** Who is let in as declared: `team-b-ci: level pull on base/images`. */
  readonly declared: readonly string[];
  /** Of the leaks: those that reach in here. */
  readonly leaks: readonly Leak[];
}

/** Compares what the policies give with what the registry declares, role by role and repository policy by repository policy. */
export function isolationOf(inventory: Inventory, registry: Registry): Isolation {
  const declarations = declarationsOf(registry);
  const leaks = [
    ...inventory.roles.flatMap((role) => roleLeaks(role, declarations.get(role.name), registry)),
    ...policyLeaks(inventory, registry, declarations),
  ];
  return {
    leaks,
    namespaces: registry.teams.map(({ namespace }) => ({
      namespace,
      declared: declaredOutsiders(namespace, registry),
      leaks: leaks.filter((leak) => reaches(leak, namespace)),
    })),
  };
}

/** The roles of the registry, by name. */
function declarationsOf(registry: Registry): Map<string, Role> {
  return new Map(registry.teams.flatMap(({ roles }) => roles.map((role) => [role.name, role])));
}

function roleLeaks(role: InventoryRole, declared: Role | undefined, registry: Registry): Leak[] {
  const of = { who: role.name, ...(declared && { source: declared.source }) };
  const changes = nameChanges(grantedBy(declared, registry), policySetOf(role, [], "head"), {
    principal: sessionOf(role.name, role.account ?? registry.account, role.partition),
    location: registry,
  });
  const detached = declared?.permissionsBoundary !== undefined && !role.boundary;
  return [...leaksOf(changes, of), ...(detached ? [withoutBoundary(declared, of, registry)] : [])];
}

/** The registry wants a boundary and the role has none: what it would have cut is not cut. */
function withoutBoundary(declared: Role, of: Pick<Leak, "who" | "source">, registry: Registry): Leak {
  const grant = declared.grants.find(({ on }) => on.length);
  const pattern = grant?.on[0] ?? "*";
  return {
    ...of,
    certain: true,
    actions: grant?.actions ?? [],
    what: `whatever the permissions boundary ${declared.permissionsBoundary} denies: the role has none`,
    pattern,
    except: [],
    witness: repositoryArn(registry, pattern.replace(/\*$/, "a")),
    because: [],
  };
}

/** Can a name that the pattern matches lie in the namespace? */
function reaches({ pattern, except }: Leak, namespace: string): boolean {
  if (except.includes(`${namespace}/*`)) return false;
  return pattern.split(", ").some((one) => {
    const name = one.replace(/^(?:[^:]*:){5}repository\//, "");
    const prefix = /^[^*?]*/.exec(name)![0];
    const whole = `${namespace}/`;
    return prefix.startsWith(whole) || (prefix !== name && whole.startsWith(prefix));
  });
}

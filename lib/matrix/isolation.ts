import type { Registry } from "../config/registry";
import type { Inventory } from "../terraform/inventory";
import { declaredOutsiders } from "./declared-access";
import type { Leak } from "./leak";
import { PolicyCallers } from "./policy-callers";
import { policyLeaks } from "./policy-leaks";
import { registryLeaks } from "./registry-leaks";
import { roleLeaks } from "./role-leaks";

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

/** Compares what the policies give with what the registry declares: the roles', the registries' and the repositories' own. */
export function isolationOf(inventory: Inventory, registry: Registry): Isolation {
  const declarations = new Map(
    registry.teams.flatMap(({ roles }) => roles.map((role) => [role.name, role] as const)),
  );
  const callers = new PolicyCallers(inventory.roles, declarations, registry);
  const leaks = [
    ...roleLeaks(inventory, registry, declarations),
    ...registryLeaks(inventory, registry, callers),
    ...policyLeaks(inventory, registry, callers),
  ].sort((a, b) => Number(b.certain) - Number(a.certain));
  return {
    leaks,
    namespaces: registry.teams.map(({ namespace }) => ({
      namespace,
      declared: declaredOutsiders(namespace, registry),
      leaks: leaks.filter((leak) => reaches(leak, namespace)),
    })),
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

import type { Registry } from "../config/registry";
import type { Inventory } from "../terraform/inventory";
import { declaredOutsiders } from "./declared-outsiders";
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
  const declared = declaredOutsiders(registry);
  const reaching = leaks.map((leak) => ({ leak, reaches: reach(leak) }));
  return {
    leaks,
    namespaces: registry.teams.map(({ namespace }) => ({
      namespace,
      declared: declared.get(namespace)!,
      leaks: reaching.filter(({ reaches }) => reaches(namespace)).map(({ leak }) => leak),
    })),
  };
}

/** Can a name that the pattern matches lie in a namespace? */
function reach({ pattern, except }: Leak): (namespace: string) => boolean {
  const prefixes = pattern.split(", ").map((one) => {
    const name = one.replace(/^(?:[^:]*:){5}repository\//, "");
    const prefix = /^[^*?]*/.exec(name)![0];
    return { prefix, isOpen: prefix !== name };
  });
  return (namespace) => {
    const whole = `${namespace}/`;
    return (
      !except.includes(`${whole}*`) &&
      prefixes.some(({ prefix, isOpen }) => prefix.startsWith(whole) || (isOpen && whole.startsWith(prefix)))
    );
  };
}

import type { Registry, Role } from "../config/registry";
import type { Inventory } from "../terraform/inventory";
import { grantedBy } from "./isolation/declared-access";
import { declaredOutsiders } from "./isolation/declared-outsiders";
import type { Leak } from "./isolation/leak";
import { hidesAccess } from "./every-name/hidden-access";
import { isPlainlyDeclared } from "./isolation/plainly-declared";
import { policySetOf } from "./every-name/policy-set";

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
  const leaks =
    isWordForWord(inventory, registry, declarations) && !hidesAccess(inventory).length
      ? []
      : leaksIn(inventory, registry, declarations);
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

/** Are there no policies but the roles' own, and do those say what the grants say, word for word? */
function isWordForWord(
  { roles, repositories, registryPolicies, creationTemplates = [] }: Inventory,
  registry: Registry,
  declarations: ReadonlyMap<string, Role>,
): boolean {
  return (
    !registryPolicies.length &&
    creationTemplates.every(({ policy }) => !policy) &&
    repositories.every(({ policy }) => !policy) &&
    roles.every((role) => {
      const declared = declarations.get(role.name);
      const isBound = role.boundary !== undefined || declared?.permissionsBoundary === undefined;
      return isBound && isPlainlyDeclared(policySetOf(role, [], "head"), grantedBy(declared, registry));
    })
  );
}

/** The comparison is loaded when there is something to compare: synthesis of a small registry needs none of it. */
function leaksIn(...question: Parameters<typeof import("./isolation/leaks").leaksBeyond>): readonly Leak[] {
  const { leaksBeyond } = require("./isolation/leaks") as typeof import("./isolation/leaks");
  return leaksBeyond(...question);
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

import type { AttachedPolicy } from "../terraform/inventory";
import type { ComparedRole } from "./compared-role";
import { globExpression } from "./glob-expression";
import { isStatement } from "./narrowed";
import { RESOURCE_TAG, readsOfStatement } from "./reads";
import { type RepositoryGroup, seesTags } from "./repository-groups";

/** Roles whose own policies read tags of the repositories that they reach. */
export type TagReaders = ReadonlyMap<RepositoryGroup, ReadonlySet<ComparedRole>>;

/** Above this many pairs of a role and repositories each is no longer asked about. */
export const MOST_PAIRS = 10_000;

/**
 * Which roles have to be asked about which repositories because of tags: those whose policies see that these change, and
 * those that change themselves, since tags decide what of their patterns they reach. Undefined: too many.
 */
export function tagReaders(
  groups: readonly RepositoryGroup[],
  roles: readonly ComparedRole[],
): TagReaders | undefined {
  const places = groups
    .flatMap((group) => (group.names ?? []).map((name) => ({ name, group })))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const readers = new Map<RepositoryGroup, Set<ComparedRole>>();
  let pairs = 0;
  const [named, differing] = [
    groups.filter(({ names }) => names),
    groups.filter(({ tagsDiffer }) => tagsDiffer),
  ];
  for (const role of roles) {
    const readsTags = mayReadTags(role) && role.isAffected;
    if (!readsTags && (!differing.length || !readsAny(role))) continue;
    const reach = reachedBy(role, places);
    for (const group of readsTags ? named : differing) {
      if (reach && !reach.has(group)) continue;
      if (!readsTags && !seesTags(group, role.reads)) continue;
      if (++pairs > MOST_PAIRS) return undefined;
      const found = readers.get(group) ?? new Set();
      readers.set(group, found.add(role));
    }
  }
  return readers;
}

/** Do the role's own policies read tags of repositories? */
function mayReadTags({ reads }: ComparedRole): boolean {
  return [...reads.keys].some((key) => key.startsWith(RESOURCE_TAG));
}

/** Those tags, or what is not known. */
export function readsAny(role: ComparedRole): boolean {
  return role.reads.anything || mayReadTags(role);
}

interface Place {
  readonly name: string;
  readonly group: RepositoryGroup;
}

/** Where a statement that reads tags may apply; undefined: everywhere. */
function reachedBy(
  { base, head }: ComparedRole,
  places: readonly Place[],
): ReadonlySet<RepositoryGroup> | undefined {
  const policies = [base, head].flatMap((role) =>
    role ? [...role.identity, ...(role.boundary ? [role.boundary] : [])] : [],
  );
  const patterns = [...new Set(policies.flatMap(patternsOf))];
  if (patterns.includes("*")) return undefined;
  const found = new Set<RepositoryGroup>();
  for (const pattern of patterns) {
    const prefix = /^[^*?]*/.exec(pattern)![0];
    const whole = globExpression(pattern);
    for (let at = firstFrom(places, prefix); at < places.length; at++) {
      const { name, group } = places[at]!;
      if (!name.startsWith(prefix)) break;
      if (whole.test(name)) found.add(group);
    }
  }
  return found;
}

/** The names that the statements match, variables as `*`; everything where that is not known. */
function patternsOf({ document }: AttachedPolicy): readonly string[] {
  const statements = isStatement(document) ? [document.Statement].flat() : [document];
  return statements.flatMap((statement) => {
    const { keys, anything } = readsOfStatement(statement);
    if (!anything && ![...keys].some((key) => key.startsWith(RESOURCE_TAG))) return [];
    const given = isStatement(statement) ? [statement.Resource].flat() : [undefined];
    return given.map((one) => (typeof one === "string" ? nameIn(one) : "*"));
  });
}

/** What of an ARN pattern is about the name. */
function nameIn(pattern: string): string {
  const name = /^(?:[^:*?]*:){5}repository\/(.*)$/s.exec(pattern)?.[1];
  return name?.replace(/\$\{[^}]*\}/g, "*") ?? "*";
}

/** The first place from the prefix on, in order. */
function firstFrom(places: readonly Place[], prefix: string): number {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (places[middle]!.name < prefix) low = middle + 1;
    else high = middle;
  }
  return low;
}

import type { ComparedRole } from "../every-name/compared-role";
import type { Reach } from "./reach";
import { RESOURCE_TAG, readsOfStatement } from "../every-name/reads";
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
  reach: Reach,
): TagReaders | undefined {
  const readers = new Map<RepositoryGroup, Set<ComparedRole>>();
  let pairs = 0;
  const [named, differing] = [
    groups.filter(({ names }) => names),
    groups.filter(({ tagsDiffer }) => tagsDiffer),
  ];
  for (const role of roles) {
    const isMoving = mayReadTags(role) && role.isAffected;
    if (!isMoving && (!differing.length || !readsAny(role))) continue;
    const reached = reach.of(role, readsTags);
    for (const group of isMoving ? named : differing) {
      if (reached && !reached.has(group)) continue;
      if (!isMoving && !seesTags(group, role.reads)) continue;
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

function readsTags(statement: unknown): boolean {
  const { keys, anything } = readsOfStatement(statement);
  return anything || [...keys].some((key) => key.startsWith(RESOURCE_TAG));
}

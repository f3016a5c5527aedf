import type { InventoryRole } from "../terraform/inventory";
import { Unknown } from "../terraform/unknown";
import type { RoleDeclaration } from "./declare";
import type { RepositoryIndex } from "./repository-index";
import { isWritten, writtenStatements } from "./written";

/** Repositories among which nothing in a role's policies and grants makes a difference. */
export interface Block {
  /** Any of them answers for all. */
  readonly representative: number;
  readonly size: number;
  /** All of them, as places in the index. */
  members(): readonly number[];
}

/** Repositories that are alike in what stands on their own side: policy, tags, place, whether they are declared. */
export type RepositoryClasses = readonly (readonly number[])[];

/** Every resource pattern that a role's policies hold; undefined: a variable or an unknown makes each repository a case of its own. */
function patternsOf(role: InventoryRole): readonly string[] | undefined {
  const documents = [...role.identity, ...(role.boundary ? [role.boundary] : [])].map(
    ({ document }) => document,
  );
  const patterns = new Set<string>();
  for (const document of documents) {
    for (const statement of writtenStatements(document).filter(isWritten)) {
      const { Resource: resource, NotResource: notResource } = statement;
      for (const item of [resource, notResource].flat()) {
        if (item === undefined) continue;
        const pattern = item instanceof Unknown ? item.pattern : String(item);
        if (pattern.includes("${")) return undefined;
        patterns.add(pattern);
      }
    }
  }
  return [...patterns];
}

/**
 * Divides the repositories into blocks for one role: those that some of its patterns or grants match, by which of them do,
 * and the rest of every class. The cost follows what the patterns match.
 */
export function blocksOf(
  role: InventoryRole | undefined,
  declaration: RoleDeclaration | undefined,
  index: RepositoryIndex,
  classes: RepositoryClasses,
): readonly Block[] {
  const patterns = role ? patternsOf(role) : [];
  if (!patterns) return index.repositories.map((_, place) => blockOf([place]));
  const touched = new Map<number, string>();
  const touch = (places: Iterable<number>, mark: string) => {
    for (const place of places) touched.set(place, `${touched.get(place) ?? ""} ${mark}`);
  };
  patterns.forEach((pattern, number) => {
    const matches = index.matchingArn(pattern);
    if (matches !== "all") touch(matches, `p${number}`);
  });
  declaration?.names.forEach((name, number) => touch(index.named(name), `g${number}`));
  return classes.flatMap((members) => divide(members, touched));
}

function divide(members: readonly number[], touched: ReadonlyMap<number, string>): readonly Block[] {
  const marked = new Map<string, number[]>();
  const isSmall = members.length <= touched.size;
  let count = 0;
  for (const place of isSmall ? members : touched.keys()) {
    const mark = touched.get(place);
    if (mark === undefined || (!isSmall && !hasMember(members, place))) continue;
    count++;
    const group = marked.get(mark);
    if (group) group.push(place);
    else marked.set(mark, [place]);
  }
  const blocks = [...marked.values()].map(blockOf);
  if (count === members.length) return blocks;
  const rest = members.find((place) => !touched.has(place))!;
  return [
    ...blocks,
    {
      representative: rest,
      size: members.length - count,
      members: () => members.filter((place) => !touched.has(place)),
    },
  ];
}

function blockOf(members: readonly number[]): Block {
  return { representative: members[0]!, size: members.length, members: () => members };
}

/** Members stand in ascending order. */
function hasMember(members: readonly number[], place: number): boolean {
  let [low, high] = [0, members.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const member = members[middle]!;
    if (member === place) return true;
    if (member < place) low = middle + 1;
    else high = middle - 1;
  }
  return false;
}

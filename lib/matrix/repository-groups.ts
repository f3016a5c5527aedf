import type { AttachedPolicy, Inventory, InventoryRepository } from "../terraform/inventory";
import type { NameQuestion } from "./every-name";
import type { KeyPair } from "./known-pair";
import { pairs } from "./pairs";
import { RESOURCE_TAG, type Reads, readsOf } from "./reads";
import { reaching, registryPoliciesOf } from "./registry-policies";
import { isSettled, isSettledPolicy } from "./settled";
import { isSameValue, showValue, tagValue } from "./tag-value";

type Location = NameQuestion["location"];

/** Repositories with the same policies, and the same tags as far as policies read them, before and after. */
export interface RepositoryGroup {
  readonly before: readonly AttachedPolicy[];
  readonly after: readonly AttachedPolicy[];
  readonly location: Location;
  /** Absent: every name that has no policy of its own; its tags may be any. */
  readonly names?: string[];
  /** The tags that policies read, by condition key. */
  readonly tags: ReadonlyMap<string, KeyPair>;
  /** May any tag be another one after, read or not? */
  readonly tagsDiffer: boolean;
  /** What the policies read. */
  readonly reads: Reads;
  /** Do the policies change, or may they? */
  readonly hasOtherPolicies: boolean;
}

/** Do policies that read this see that the repositories' tags differ? */
export function seesTags({ tags, tagsDiffer }: RepositoryGroup, { keys, anything }: Reads): boolean {
  return tagsDiffer && (anything || [...keys].some((key) => tags.get(key)?.differs));
}

/** @param read what any policy of either side reads: tags that none reads make no difference */
export function repositoryGroups(
  base: Inventory,
  head: Inventory,
  location: Location,
  read: Reads,
): readonly RepositoryGroup[] {
  const [before, after] = [registryPoliciesOf(base), registryPoliciesOf(head)];
  const keys = [...read.keys].filter((key) => key.startsWith(RESOURCE_TAG));
  const groups = new Map<string, RepositoryGroup & { readonly names: string[] }>();
  for (const { name, base: was, head: is } of pairs<InventoryRepository>(
    base.repositories,
    head.repositories,
  )) {
    const { account = location.account, region = location.region } = (is ?? was)!;
    const place = { ...location, account, region };
    const policies = [
      [...(was?.policy ? [was.policy] : []), ...reaching(before, place)],
      [...(is?.policy ? [is.policy] : []), ...reaching(after, place)],
    ] as const;
    const tags = new Map(keys.map((key) => [key, tagPair(key, was ?? is!, is ?? was!)]));
    const tagsDiffer = (keys.length > 0 || read.anything) && haveOtherTags(was, is);
    if (!policies.flat().length && !keys.length && !tagsDiffer) continue;
    const key = JSON.stringify([policies, place, [...tags], tagsDiffer]);
    const group = groups.get(key) ?? { ...groupOf(policies, place), tags, tagsDiffer, names: [] };
    groups.set(key, group);
    group.names.push(name);
  }
  const everywhere = [reaching(before, location), reaching(after, location)] as const;
  return [
    ...groups.values(),
    ...(before.length || after.length
      ? [{ ...groupOf(everywhere, location), tags: new Map<string, KeyPair>(), tagsDiffer: false }]
      : []),
  ];
}

type Policies = readonly AttachedPolicy[];

function groupOf([before, after]: readonly [Policies, Policies], location: Location) {
  const hasOtherPolicies =
    JSON.stringify(before) !== JSON.stringify(after) || !after.every((policy) => isSettledPolicy(policy));
  return { before, after, location, reads: readsOf([...before, ...after]), hasOtherPolicies };
}

/** A repository that is on one side only has nothing to differ from. */
function tagPair(key: string, was: InventoryRepository, is: InventoryRepository): KeyPair {
  const tag = key.slice(RESOURCE_TAG.length);
  const [base, head] = [tagValue(was, tag), tagValue(is, tag)];
  const differs = was !== is && !isSameValue(base, head);
  const name = Object.keys({ ...was.tags, ...is.tags }).find((one) => one.toLowerCase() === tag) ?? tag;
  return {
    base,
    head,
    differs,
    ...(differs && { change: `tag ${name} ${showValue(base)} -> ${showValue(head)}` }),
  };
}

function haveOtherTags(was: InventoryRepository | undefined, is: InventoryRepository | undefined): boolean {
  if (!was || !is) return false;
  const texts = [was, is].map(({ tags, otherTags }) => JSON.stringify([tags, otherTags]));
  return texts[0] !== texts[1] || !isSettled([is.tags, is.otherTags]);
}

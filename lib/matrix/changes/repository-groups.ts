import type { AttachedPolicy, Inventory, InventoryRepository } from "../../terraform/inventory";
import type { NameQuestion } from "../every-name";
import type { KeyPair } from "../every-name/known-pair";
import { type Pair, pairs } from "../every-name/pairs";
import { RESOURCE_TAG, type Reads, readsOf } from "../every-name/reads";
import { reaching, registryLocations, registryPoliciesOf } from "../registry-policies";
import { isSettledPolicy } from "../settled";
import { haveOtherTags, tagPair } from "../every-name/tag-pair";

type Location = NameQuestion["location"];

/** Repositories with the same policies, and the same tags as far as policies read them, before and after. */
export interface RepositoryGroup {
  readonly before: readonly AttachedPolicy[];
  readonly after: readonly AttachedPolicy[];
  readonly location: Location;
  /** Absent: every name there that has no policy of its own; its tags may be any. */
  readonly names?: string[];
  /** Names that are not there yet, if Amazon ECR itself creates them. */
  readonly created?: { readonly pattern: string; readonly except: readonly string[] };
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
  const paired = pairs<InventoryRepository>(base.repositories, head.repositories).flatMap(whereItStands);
  for (const { name, base: was, head: is } of paired) {
    const { account = location.account, region = location.region } = (is ?? was)!;
    const place = { ...location, account, region };
    const policies = [
      [...(was?.policy ? [was.policy] : []), ...reaching(before, place)],
      [...(is?.policy ? [is.policy] : []), ...reaching(after, place)],
    ] as const;
    const tags = new Map(keys.map((key) => [key, tagPair(key.slice(RESOURCE_TAG.length), was, is)]));
    const tagsDiffer = (keys.length > 0 || read.anything) && haveOtherTags(was, is);
    if (!policies.flat().length && !keys.length && !tagsDiffer) continue;
    const key = JSON.stringify([policies, place, [...tags], tagsDiffer]);
    const group = groups.get(key) ?? { ...groupOf(policies, place), tags, tagsDiffer, names: [] };
    groups.set(key, group);
    group.names.push(name);
  }
  const places = registryLocations(
    {
      registryPolicies: [...before, ...after],
      repositories: [...base.repositories, ...head.repositories],
    },
    location,
  );
  const everywhere = places.map((place) => ({
    ...groupOf([reaching(before, place), reaching(after, place)], place),
    tags: new Map<string, KeyPair>(),
    tagsDiffer: false,
  }));
  return [...groups.values(), ...everywhere];
}

type Policies = readonly AttachedPolicy[];

export function groupOf([before, after]: readonly [Policies, Policies], location: Location) {
  const hasOtherPolicies =
    JSON.stringify(before) !== JSON.stringify(after) || !after.every((policy) => isSettledPolicy(policy));
  return { before, after, location, reads: readsOf([...before, ...after]), hasOtherPolicies };
}

/** What moves to another account or region is another repository. */
function whereItStands(pair: Pair<InventoryRepository>): readonly Pair<InventoryRepository>[] {
  const { name, base, head } = pair;
  const moves = (["account", "region"] as const).some((place) => {
    const [before, after] = [base?.[place], head?.[place]];
    return before !== undefined && after !== undefined && before !== after;
  });
  return moves
    ? [
        { name, base: base! },
        { name, head: head! },
      ]
    : [pair];
}

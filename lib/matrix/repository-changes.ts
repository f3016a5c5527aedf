import type { AttachedPolicy, Inventory, InventoryRepository, InventoryRole } from "../terraform/inventory";
import { holdsUnknown } from "../terraform/unknown";
import { audienceOf, concerns } from "./audience";
import type { AccessChange } from "./changes";
import { nameChanges, type NameQuestion } from "./every-name";
import { nameActions } from "./name-actions";
import { namedChanges } from "./named-changes";
import { outsidersOf } from "./outsiders";
import { type Pair, pairs } from "./pairs";
import { policySetOf } from "./policy-set";
import { registryPoliciesOf, reaching } from "./registry-policies";
import { questionOf } from "./role-changes";
import { isSettledPolicy } from "./settled";
import { touched } from "./touched";

type Location = NameQuestion["location"];
type Policies = readonly AttachedPolicy[];

/** Repositories with the same policies before and after; without names: every name that has none of its own. */
interface Alike {
  readonly before: Policies;
  readonly after: Policies;
  readonly location: Location;
  readonly names?: string[];
}

export interface RepositoryQuestion {
  readonly base: Inventory;
  readonly head: Inventory;
  readonly roles: readonly Pair<InventoryRole>[];
  /** Of the roles that change: what their own policies give more or less. */
  readonly own: ReadonlyMap<string, readonly AccessChange[]>;
  readonly location: Location;
}

/** What repository and registry policies let in: whom they name, and the roles that they concern. */
export function repositoryChanges(question: RepositoryQuestion): AccessChange[] {
  return alike(question).flatMap((group) => {
    const { before, after, location } = group;
    const isChanged = JSON.stringify(before) !== JSON.stringify(after) || !after.every(isSettledPolicy);
    const policies = [...before, ...after];
    const concerned = question.roles.filter((role) =>
      policies.some((policy) => isConcerned(policy, role, isChanged, question.own.has(role.name))),
    );
    const outsiders = isChanged ? outsidersOf(policies, location.account, location.partition) : [];
    return [
      ...outsiders.flatMap(({ name, principal, identity }) =>
        ask(group, name, { principal, location }, [
          { ...policySetOf(undefined, before, "base"), identity },
          { ...policySetOf(undefined, after, "head"), identity },
        ]),
      ),
      ...concerned.flatMap((role) => {
        const changes = ask(group, role.name, questionOf(role, location), [
          policySetOf(role.base, before, "base"),
          policySetOf(role.head, after, "head"),
        ]);
        return without(changes, question.own.get(role.name) ?? []);
      }),
    ];
  });
}

function alike({ base, head, location }: RepositoryQuestion): Alike[] {
  const [before, after] = [registryPoliciesOf(base), registryPoliciesOf(head)];
  const groups = new Map<string, Alike & { readonly names: string[] }>();
  for (const { name, base: was, head: is } of pairs<InventoryRepository>(
    base.repositories,
    head.repositories,
  )) {
    const { account = location.account, region = location.region } = (is ?? was)!;
    const place = { ...location, account, region };
    const sides = [
      [...(was?.policy ? [was.policy] : []), ...reaching(before, place)],
      [...(is?.policy ? [is.policy] : []), ...reaching(after, place)],
    ] as const;
    if (!sides.flat().length) continue;
    const key = JSON.stringify([sides, place]);
    const group = groups.get(key) ?? { before: sides[0], after: sides[1], location: place, names: [] };
    groups.set(key, group);
    group.names.push(name);
  }
  const everywhere = { before: reaching(before, location), after: reaching(after, location), location };
  return [...groups.values(), ...(before.length || after.length ? [everywhere] : [])];
}

/** An unchanged policy concerns a role that changes; a changed one whom it names, and everybody if it can deny. */
function isConcerned(
  policy: AttachedPolicy,
  { base, head }: Pair<InventoryRole>,
  isChanged: boolean,
  roleChanges: boolean,
): boolean {
  const audience = audienceOf(policy);
  if (![base, head].some((role) => role && concerns(audience, role))) return false;
  if (roleChanges) return true;
  return isChanged && (!audience.everybody || canDeny(policy));
}

function canDeny({ document }: AttachedPolicy): boolean {
  return holdsUnknown(document) || /"Deny"/.test(JSON.stringify(document));
}

function ask(
  { names }: Alike,
  who: string,
  question: NameQuestion,
  [before, after]: readonly [ReturnType<typeof policySetOf>, ReturnType<typeof policySetOf>],
): AccessChange[] {
  const changes = names
    ? namedChanges(before, after, question, names)
    : nameChanges(before, after, question).map((change) => ({ ...change, repositories: [] }));
  return changes.map((change) => ({ ...change, who, what: nameActions(change.actions) }));
}

/** What the role's own policies change is said already. */
function without(changes: readonly AccessChange[], own: readonly AccessChange[]): AccessChange[] {
  return changes.flatMap((change) => {
    const { direction, certain, pattern, repositories } = change;
    const said = own.filter(
      (other) =>
        other.direction === direction &&
        (other.certain || !certain) &&
        (repositories.length
          ? touched(other, repositories).length === repositories.length
          : other.pattern === pattern),
    );
    const actions = change.actions.filter((action) => !said.some((other) => other.actions.includes(action)));
    return actions.length ? [{ ...change, actions, what: nameActions(actions) }] : [];
  });
}

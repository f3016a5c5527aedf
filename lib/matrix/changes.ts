import type { PolicySet } from "../iam/types";
import type { Inventory, InventoryRepository, InventoryRole } from "../terraform/inventory";
import { type AssumableBy, assumableBy } from "./assumable";
import { audienceOf, concerns } from "./audience";
import { nameChanges, sessionOf, type NameChange, type NameQuestion } from "./every-name";
import { nameActions } from "./name-actions";
import { outsidersOf } from "./outsiders";
import { policySetOf } from "./policy-set";
import { touched } from "./touched";

/** What changes between two inventories, BASE and HEAD. */
export interface Changes {
  readonly access: readonly AccessChange[];
  readonly assume: readonly AssumeChange[];
  /** What could not be read in either, one line each. */
  readonly unknowns: readonly string[];
}

export interface AccessChange extends NameChange {
  /** A role's name; whom a repository policy lets in. */
  readonly who: string;
  /** The actions in words: `level pull`, `every action`, or their names. */
  readonly what: string;
  /** Existing repositories that it touches. */
  readonly repositories: readonly string[];
}

/** Who may assume a role, by its trust policy. */
export interface AssumeChange extends AssumableBy {
  readonly role: string;
  readonly direction: "gained" | "lost";
}

type Location = NameQuestion["location"];

/** Who gains and who loses what, for every repository name, existing or not. */
export function changesBetween(base: Inventory, head: Inventory): Changes {
  const location = locationOf(base, head);
  const names = [...new Set([...head.repositories, ...base.repositories].map(({ name }) => name))];
  const roles = pairs(base.roles, head.roles);
  const repositories = pairs(base.repositories, head.repositories);
  const changed = roles.filter((pair) => !isSame(pair.base, pair.head));
  const access = [
    ...changed.flatMap((pair) => roleChanges(pair, location, names)),
    ...repositoryChanges(repositories, roles, location),
  ];
  return {
    access,
    assume: changed.flatMap(assumeChanges),
    unknowns: [...new Set([...base.unknowns, ...head.unknowns])],
  };
}

function locationOf(base: Inventory, head: Inventory): Location {
  const partition =
    head.roles[0]?.partition ?? head.repositories[0]?.partition ?? base.roles[0]?.partition ?? "aws";
  return {
    partition,
    region: head.region ?? base.region,
    account: head.account ?? base.account ?? "000000000000",
  };
}

interface Pair<Item> {
  readonly name: string;
  readonly base?: Item;
  readonly head?: Item;
}

function pairs<Item extends { readonly name: string }>(
  base: readonly Item[],
  head: readonly Item[],
): Pair<Item>[] {
  const [before, after] = [base, head].map((items) => new Map(items.map((item) => [item.name, item])));
  return [...new Set([...before!.keys(), ...after!.keys()])].map((name) => ({
    name,
    base: before!.get(name),
    head: after!.get(name),
  }));
}

/** Does the file say the same of both? Where it stands in the file makes no difference. */
function isSame<Item extends InventoryRole | InventoryRepository>(base?: Item, head?: Item): boolean {
  const [before, after] = [base, head].map((item) => JSON.stringify({ ...item, address: undefined }));
  return before === after;
}

function roleChanges(
  { name, base, head }: Pair<InventoryRole>,
  location: Location,
  names: readonly string[],
): AccessChange[] {
  const account = head?.account ?? base?.account ?? location.account;
  const principal = sessionOf(name, account, location.partition);
  const changes = nameChanges(policySetOf(base, [], "base"), policySetOf(head, [], "head"), {
    principal,
    location,
  });
  return changes.map((change) => ({
    ...change,
    who: name,
    what: nameActions(change.actions),
    repositories: touched(change, names),
  }));
}

function assumeChanges({ name, base, head }: Pair<InventoryRole>): AssumeChange[] {
  const text = ({ principal, condition }: AssumableBy) => `${principal} ${condition}`;
  const [before, after] = [base, head].map((role) => (role ? assumableBy(role) : []));
  const without = (list: readonly AssumableBy[], others: readonly AssumableBy[]) => {
    const known = new Set(others.map(text));
    return list.filter((one) => !known.has(text(one)));
  };
  return [
    ...without(after!, before!).map((one) => ({ ...one, role: name, direction: "gained" as const })),
    ...without(before!, after!).map((one) => ({ ...one, role: name, direction: "lost" as const })),
  ];
}

/** What repository policies let in: whom they name, and the roles that they concern. */
function repositoryChanges(
  repositories: readonly Pair<InventoryRepository>[],
  roles: readonly Pair<InventoryRole>[],
  location: Location,
): AccessChange[] {
  const byPolicies = new Map<string, Pair<InventoryRepository>[]>();
  for (const pair of repositories) {
    const key = JSON.stringify([pair.base?.policy, pair.head?.policy]);
    if (JSON.stringify(pair.base?.policy) === JSON.stringify(pair.head?.policy)) continue;
    byPolicies.set(key, [...(byPolicies.get(key) ?? []), pair]);
  }
  return [...byPolicies.values()].flatMap((alike) => {
    const { name, base, head } = alike[0]!;
    const policies = [base?.policy, head?.policy].flatMap((policy) => policy ?? []);
    const named = alike.map((pair) => pair.name);
    const ask = (who: string, principal: NameQuestion["principal"], own: PolicySet, other: PolicySet) =>
      nameChanges(own, other, { principal, location, repository: name }).map((change): AccessChange => ({
        ...change,
        who,
        what: nameActions(change.actions),
        pattern: named.join(", "),
        except: [],
        repositories: named,
      }));
    const before = base?.policy ? [base.policy] : [];
    const after = head?.policy ? [head.policy] : [];
    const outsiders = outsidersOf(policies, location.account, location.partition).flatMap((outsider) => {
      const { identity, principal } = outsider;
      const own = { ...policySetOf(undefined, before, "base"), identity };
      const other = { ...policySetOf(undefined, after, "head"), identity };
      return ask(outsider.name, principal, own, other);
    });
    const concerned = roles.filter((role) =>
      policies.some((policy) => {
        const audience = audienceOf(policy);
        return !audience.everybody && concerns(audience, (role.head ?? role.base)!);
      }),
    );
    const inside = concerned.flatMap((role) => {
      const principal = sessionOf(role.name, role.head?.account ?? location.account, location.partition);
      const own = policySetOf(role.base, before, "base");
      return ask(role.name, principal, own, policySetOf(role.head, after, "head"));
    });
    return [...outsiders, ...inside];
  });
}

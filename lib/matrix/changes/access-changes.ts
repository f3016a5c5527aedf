import type { Inventory } from "../../terraform/inventory";
import type { AccessChange } from "../changes";
import type { ComparedRole } from "../every-name/compared-role";
import { creationGroups } from "./creation-groups";
import { homeOf, type NameQuestion, ON_REPOSITORIES } from "../every-name";
import { nameActions } from "../every-name/name-actions";
import { isWritten } from "../written";
import { readsOf, together } from "../every-name/reads";
import { outsideChangesOn } from "./outside-changes";
import { type GroupChanges, roleChangesOn } from "./repository-changes";
import { type RepositoryGroup, repositoryGroups } from "./repository-groups";
import { Reach } from "./reach";
import { repositoryArns, withNames } from "./touched-repositories";
import { touching, without } from "./touching";
import { roleChanges } from "./role-changes";
import { MOST_PAIRS, readsAny, tagReaders } from "./tag-reach";
import { reasonIn } from "../every-name/unjudged";
import { withWholePatterns } from "../every-name/whole-patterns";

/** What changes for roles by their own policies, then what does on repositories: by theirs, and by tags. */
export function accessChanges(
  base: Inventory,
  head: Inventory,
  roles: readonly ComparedRole[],
  location: NameQuestion["location"],
): AccessChange[] {
  const existing = repositoryArns([head, base], location);
  const own = new Map(
    roles.filter((role) => role.isAffected).map((role) => [role, roleChanges(role, location, existing)]),
  );
  const groups = [
    ...repositoryGroups(base, head, location, readOf(base, head, roles)),
    ...creationGroups(base, head, location),
  ];
  const arns = new Set(roles.flatMap(({ arns: { head: arn } }) => arn ?? []));
  const moving = roles.filter((role) => role.isAffected || role.differs);
  const reach = new Reach(groups);
  const readers = tagReaders(groups, roles, reach);
  const reached = reachOfAllows(reach);
  const wherever = ({ names, location: place }: RepositoryGroup, changes: readonly AccessChange[]) => {
    const home = homeOf({ location: place });
    return names || home === homeOf({ location })
      ? changes
      : changes.map((change) => withWholePatterns(change, home));
  };
  const onGroups = groups.map((group) => ({
    roles: roleChangesOn(group, group.hasOtherPolicies || group.tagsDiffer ? roles : moving, {
      readers: readers?.get(group) ?? new Set(),
      reached,
    }),
    outside: wherever(group, outsideChangesOn(group, arns)),
  }));
  const byRole = new Map<ComparedRole, GroupChanges[]>();
  for (const one of onGroups.flatMap(({ roles: asked }) => asked)) {
    const found = byRole.get(one.role);
    if (found) found.push(one);
    else byRole.set(one.role, [one]);
  }
  const refined = new Map([...own].map(([role, changes]) => [role, touching(changes, byRole.get(role))]));
  const rows = onGroups.flatMap(({ outside, roles: asked }) => [
    ...outside,
    ...asked.flatMap((one) => wherever(one.group, without(one, refined.get(one.role) ?? [], location))),
  ]);
  const undecided = readers ? [] : tooMany(groups, roles, location);
  return [...[...refined.values()].flat().map(withNames), ...rows, ...undecided].map((change) => ({
    ...change,
    because: [...new Set(change.because.map(reasonIn))],
  }));
}

/** Tags of so many repositories change that so many roles' policies read: whatever that makes of it is possible. */
function tooMany(
  groups: readonly RepositoryGroup[],
  roles: readonly ComparedRole[],
  location: NameQuestion["location"],
): AccessChange[] {
  const names = groups.filter(({ tagsDiffer }) => tagsDiffer).flatMap((group) => group.names ?? []);
  if (!names.length) return [];
  const whole = {
    who: `${roles.filter(readsAny).length} roles whose policies may read tags`,
    certain: false,
    actions: ON_REPOSITORIES,
    what: nameActions(ON_REPOSITORIES),
    pattern: "*",
    except: [],
    witness: `${homeOf({ location })}${names[0]}`,
    because: [`more than ${MOST_PAIRS} pairs of a role and repositories whose tags change`],
    repositories: names,
  };
  return [
    { ...whole, direction: "gained" },
    { ...whole, direction: "lost" },
  ];
}

/** Whether what a role's own policies allow can be about repositories of the group. */
function reachOfAllows(reach: Reach): (role: ComparedRole, group: RepositoryGroup) => boolean {
  const known = new Map<ComparedRole, ReturnType<Reach["of"]>>();
  return (role, group) => {
    if (!group.names) return true;
    if (!known.has(role)) known.set(role, reach.of(role, mayAllow));
    return known.get(role)?.has(group) ?? true;
  };
}

function mayAllow(statement: unknown): boolean {
  return !isWritten(statement) || statement.Effect !== "Deny";
}

/** What any policy reads. */
function readOf(base: Inventory, head: Inventory, roles: readonly ComparedRole[]) {
  const onRepositories = [base, head].flatMap(({ repositories, registryPolicies }) => [
    ...repositories.flatMap(({ policy }) => policy ?? []),
    ...registryPolicies,
  ]);
  return together([readsOf(onRepositories), ...roles.map(({ reads }) => reads)]);
}

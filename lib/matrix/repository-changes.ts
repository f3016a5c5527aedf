import type { AttachedPolicy } from "../terraform/inventory";
import { membersOf, NOT_IN_FILE, withExempted } from "./account-members";
import { audienceOf, concerns, type Audience } from "./audience";
import type { AccessChange } from "./changes";
import type { ComparedRole } from "./compared-role";
import { nameChanges } from "./every-name";
import { knownPair } from "./known-pair";
import { mayDeny } from "./may-deny";
import { nameActions } from "./name-actions";
import { namedChanges } from "./named-changes";
import { type OtherPrincipal, otherPrincipals, WHOSE_ID } from "./other-principals";
import { ANYBODY, outsidersOf } from "./outsiders";
import { policySetOf } from "./policy-set";
import { PRINCIPAL_ARN } from "./reads";
import { type RepositoryGroup, seesTags } from "./repository-groups";
import { changedThings, roleSideBySide, type SideBySide } from "./role-question";

/** What changes for somebody on the repositories of a group. */
export interface GroupChanges {
  readonly group: RepositoryGroup;
  readonly role: ComparedRole;
  readonly changes: readonly AccessChange[];
}

/**
 * What changes for the roles that the group concerns.
 * @param readers those whose own policies read its tags
 */
export function roleChangesOn(
  group: RepositoryGroup,
  roles: readonly ComparedRole[],
  readers: ReadonlySet<ComparedRole>,
): GroupChanges[] {
  const concerned = concernedBy(group);
  return roles
    .filter((role) => readers.has(role) || concerned(role))
    .map((role) => ({
      group,
      role,
      changes: ask(group, role.name, roleSideBySide(role, group.location, group)).map((change) =>
        withChanged(change, group, role),
      ),
    }));
}

/** What changes for those who are in no file: of other accounts, and of this one. */
export function outsideChangesOn(group: RepositoryGroup, arns: ReadonlySet<string>): AccessChange[] {
  const { before, after, location, reads } = group;
  if (!group.hasOtherPolicies && !seesTags(group, reads)) return [];
  const policies = [...before, ...after];
  const isOutside = ({ name }: { readonly name: string }) => !arns.has(name);
  const { sides, open } = knownPair(reads.keys, (key) => group.tags.get(key), group.tagsDiffer);
  const askFor = ({ name, principal, identity, untold, replacedIn }: OtherPrincipal) => {
    const on = (side: readonly AttachedPolicy[]) => (replacedIn ? replacedIn(side) : side);
    return ask(group, name, {
      base: { ...policySetOf(undefined, on(before), "base", open.base), identity },
      head: { ...policySetOf(undefined, on(after), "head", open.head), identity },
      question: {
        principal,
        location,
        sides,
        ...(isRoleArn(name) && { context: { [PRINCIPAL_ARN]: name } }),
        ...(untold && { untold }),
      },
    }).map((change) => withChanged(change, group));
  };
  const outsiders = outsidersOf(withExempted(policies), location.account, location.partition).filter(
    isOutside,
  );
  const members = policies.some(mayDeny) ? membersOf(policies, location).filter(isOutside) : [];
  const changes = [
    ...outsiders.flatMap(askFor),
    ...otherPrincipals(policies, location).flatMap((other) =>
      other.replacedIn ? askFor(other).map(doubted(WHOSE_ID)) : askFor(other),
    ),
  ];
  const freed = members.flatMap(askFor).map(doubted(NOT_IN_FILE));
  return [...changes, ...freed.filter((change) => !changes.some((other) => saysOfAll(other, change)))];
}

const isRoleArn = (name: string) => /^arn:[^:]*:iam::\d{12}:role\/[^*?]+$/.test(name);

/** Of every role of the account as much is said already. */
function saysOfAll(other: AccessChange, change: AccessChange): boolean {
  return (
    other.who === ANYBODY.inside &&
    other.direction === change.direction &&
    other.pattern === change.pattern &&
    change.actions.every((action) => other.actions.includes(action))
  );
}

/** A witness is one for certain only; so is its statement. */
function doubted(reason: string) {
  return ({ statement: _, ...change }: AccessChange): AccessChange => ({
    ...change,
    certain: false,
    because: [reason, ...change.because],
  });
}

/** Names whose tags may be any are asked together, others by what tells them apart. */
function ask({ names }: RepositoryGroup, who: string, { base, head, question }: SideBySide): AccessChange[] {
  const changes = names
    ? namedChanges(base, head, question, names)
    : nameChanges(base, head, question).map((change) => ({ ...change, repositories: [] }));
  return changes.map((change) => ({ ...change, who, what: nameActions(change.actions) }));
}

function withChanged(change: AccessChange, group: RepositoryGroup, role?: ComparedRole): AccessChange {
  const reads = [group.reads, ...(role ? [role.reads] : [])];
  const changed = changedThings(role, { tags: group.tags, names: change.repositories }, reads);
  return changed.length ? { ...change, changed } : change;
}

/** As a principal, or as a value of a condition. */
const ROLE_ARN = /arn:[^:"]*:iam::\d*:role\/[^"]+/g;

/** Whom may the group's policies concern in a way that changes? */
function concernedBy(group: RepositoryGroup): (role: ComparedRole) => boolean {
  const audiences = [...group.before, ...group.after].map((policy) => ({
    audience: audienceOf(policy),
    reachesAll: mayDeny(policy),
  }));
  const isSeen = seesTags(group, group.reads);
  const mentioned = new Set(JSON.stringify([group.before, group.after]).match(ROLE_ARN));
  return (role) => {
    const naming = audiences.filter(({ audience }) => isOf(audience, role));
    if (!naming.length) return false;
    if (role.isAffected || isSeen || role.sees(group.reads)) return true;
    if (group.hasOtherPolicies && [role.arns.base, role.arns.head].some((arn) => mentioned.has(arn ?? "")))
      return true;
    return (
      group.hasOtherPolicies && naming.some(({ audience, reachesAll }) => !audience.everybody || reachesAll)
    );
  };
}

function isOf(audience: Audience, { base, head }: ComparedRole): boolean {
  return [base, head].some((role) => role && concerns(audience, role));
}

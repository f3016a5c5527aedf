import { askGroup, withChanged } from "./ask-group";
import { audienceOf, concerns, type Audience } from "../audience";
import type { AccessChange } from "../changes";
import type { ComparedRole } from "../every-name/compared-role";
import { mayDeny } from "../every-name/may-deny";
import { type RepositoryGroup, seesTags } from "./repository-groups";
import { roleSideBySide } from "./role-question";

/** What changes for somebody on the repositories of a group. */
export interface GroupChanges {
  readonly group: RepositoryGroup;
  readonly role: ComparedRole;
  readonly changes: readonly AccessChange[];
}

export interface Reaching {
  /** Roles whose own policies read the group's tags. */
  readonly readers: ReadonlySet<ComparedRole>;
  /** Can what the role's own policies allow be about the group's repositories? */
  reached(role: ComparedRole, group: RepositoryGroup): boolean;
}

/** What changes for the roles that the group concerns. */
export function roleChangesOn(
  group: RepositoryGroup,
  roles: readonly ComparedRole[],
  { readers, reached }: Reaching,
): GroupChanges[] {
  const concerned = concernedBy(group, reached);
  return roles
    .filter((role) => readers.has(role) || concerned(role))
    .map((role) => ({
      group,
      role,
      changes: askGroup(group, role.name, roleSideBySide(role, group.location, group)).map((change) =>
        withChanged(change, group, role),
      ),
    }));
}

/** As a principal, or as a value of a condition. */
const ROLE_ARN = /arn:[^:"]*:iam::\d*:role\/[^"]+/g;

/**
 * Whom may the group's policies concern in a way that changes? What they allow everybody is asked about once; what they
 * deny everybody concerns whom his own policies allow something.
 */
function concernedBy(group: RepositoryGroup, reached: Reaching["reached"]): (role: ComparedRole) => boolean {
  const audiences = [...group.before, ...group.after].map((policy) => ({
    audience: audienceOf(policy),
    denies: mayDeny(policy),
  }));
  const isSeen = seesTags(group, group.reads);
  const mentioned = new Set(JSON.stringify([group.before, group.after]).match(ROLE_ARN));
  return (role) => {
    const naming = audiences.filter(({ audience }) => isOf(audience, role));
    if (!naming.length) return false;
    if (role.isAffected || isSeen || role.sees(group.reads)) return true;
    if (!group.hasOtherPolicies) return false;
    const { base, head } = role.arns;
    if ((base !== undefined && mentioned.has(base)) || (head !== undefined && mentioned.has(head)))
      return true;
    return naming.some(({ audience, denies }) => !audience.everybody || (denies && reached(role, group)));
  };
}

function isOf(audience: Audience, { base, head }: ComparedRole): boolean {
  if (audience.everybody) return true;
  return (base !== undefined && concerns(audience, base)) || (head !== undefined && concerns(audience, head));
}

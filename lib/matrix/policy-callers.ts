import type { Registry, Role } from "../config/registry";
import type { PolicySet } from "../iam/types";
import type { AttachedPolicy, InventoryRole } from "../terraform/inventory";
import { grantedBy } from "./declared-access";
import type { NameQuestion } from "./every-name";
import type { LeakOf } from "./leak";
import { outsidersOf } from "./outsiders";
import { policySetOf } from "./policy-set";

/** Someone whom policies on repositories may let in. */
export interface PolicyCaller {
  readonly of: LeakOf;
  readonly principal: NameQuestion["principal"];
  /** What he may without them: what is declared, and what his own policies give. */
  readonly without: PolicySet;
  /** What his own policies give. */
  readonly own: PolicySet;
}

/** Finds whom policies on repositories may let in: roles of the file, others, and one of whom the policies say nothing. */
export class PolicyCallers {
  private readonly roles: ReadonlyMap<string, InventoryRole>;

  constructor(
    roles: readonly InventoryRole[],
    private readonly declarations: ReadonlyMap<string, Role>,
    private readonly registry: Registry,
  ) {
    this.roles = new Map(
      roles.map((role) => [`${role.account ?? registry.account} ${sessionName(role.name)}`, role]),
    );
  }

  /** @param location of the repositories: in their account, nothing but the policies themselves counts */
  of(policies: readonly AttachedPolicy[], location: NameQuestion["location"]): readonly PolicyCaller[] {
    return outsidersOf(policies, location.account, location.partition).map(
      ({ name, principal, identity }) => {
        const [, roleName] = /:assumed-role\/([^/]+)\//.exec(principal.arn) ?? [];
        const role = this.roles.get(`${principal.accountId} ${roleName}`);
        if (!role)
          return { of: { who: name, isRole: false }, principal, without: { identity }, own: { identity } };
        const declared = this.declarations.get(role.name);
        const own = policySetOf(role, [], "head");
        const granted = grantedBy(declared, this.registry).identity;
        return {
          of: { who: role.name, isRole: true, ...(declared && { source: declared.source }) },
          principal,
          own,
          without: { ...own, identity: [...granted, ...own.identity] },
        };
      },
    );
  }
}

/** A session's ARN does not have all characters of an address, which stands for a name that is not known. */
function sessionName(role: string): string {
  return role.replace(/[^\w+=,.@-]/g, "_");
}

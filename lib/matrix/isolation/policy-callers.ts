import type { Registry, Role } from "../../config/registry";
import type { PolicySet } from "../../iam/types";
import type { AttachedPolicy, InventoryRole } from "../../terraform/inventory";
import { withExempted } from "../every-name/account-members";
import { grantedBy } from "./declared-access";
import type { NameQuestion } from "../every-name";
import type { LeakOf } from "./leak";
import { type OtherPrincipal, otherPrincipals, WHOSE_ID } from "../every-name/other-principals";
import { outsidersOf } from "../every-name/outsiders";
import { policySetOf } from "../every-name/policy-set";
import { PRINCIPAL_ARN } from "../every-name/reads";

/** Someone whom policies on repositories may let in. */
export interface PolicyCaller {
  readonly of: LeakOf;
  /** Who asks, and what is known of him. */
  readonly asks: Pick<NameQuestion, "principal" | "context" | "untold">;
  /** What he may without them: what is declared, and what his own policies give. */
  readonly without: PolicySet;
  /** What his own policies give. */
  readonly own: PolicySet;
  /** The policies with someone in the place of his id. */
  readonly replacedIn?: OtherPrincipal["replacedIn"];
  /** Why it is not certain that he is there. */
  readonly doubt?: string;
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
    const outsiders = outsidersOf(withExempted(policies), location.account, location.partition);
    return [...outsiders, ...otherPrincipals(policies, location)].map((outsider: OtherPrincipal) => {
      const { principal } = outsider;
      const [, roleName] = /:assumed-role\/([^/]+)\//.exec(principal.arn) ?? [];
      const role = this.roles.get(`${principal.accountId} ${roleName}`);
      return role ? this.roleOf(role, principal) : callerOf(outsider);
    });
  }

  private roleOf(role: InventoryRole, principal: NameQuestion["principal"]): PolicyCaller {
    const declared = this.declarations.get(role.name);
    const own = policySetOf(role, [], "head");
    const granted = grantedBy(declared, this.registry).identity;
    return {
      of: { who: role.name, isRole: true, ...(declared && { source: declared.source }) },
      asks: { principal, ...(role.arn !== undefined && { context: { [PRINCIPAL_ARN]: role.arn } }) },
      own,
      without: { ...own, identity: [...granted, ...own.identity] },
    };
  }
}

function callerOf({ name, principal, identity, untold, replacedIn }: OtherPrincipal): PolicyCaller {
  const isRoleArn = /^arn:[^:]*:iam::\d{12}:role\/[^*?]+$/.test(name);
  return {
    of: { who: name, isRole: false },
    asks: {
      principal,
      ...(isRoleArn && { context: { [PRINCIPAL_ARN]: name } }),
      ...(untold && { untold }),
    },
    without: { identity },
    own: { identity },
    ...(replacedIn && { replacedIn, doubt: WHOSE_ID }),
  };
}

/** A session's ARN does not have all characters of an address, which stands for a name that is not known. */
function sessionName(role: string): string {
  return role.replace(/[^\w+=,.@-]/g, "_");
}

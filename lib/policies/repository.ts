/** Who else may use a repository: accounts and organizations with which its team shares it. */
import { accountRootArn } from "../aws/arn";
import { ecrAction } from "../aws/ecr-actions";
import type { Registry, Repository, Share, Team } from "../config/registry";
import { type PolicyDocument, policyDocument, type Statement } from "./document";
import { levelSid } from "./level-sid";

/**
 * The repository policy, or `undefined` where its owner shares the repository with no other account. Namespaces of this
 * registry need none: in one account the role's own policy is enough.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html
 */
export function repositoryPolicy(
  repository: Pick<Repository, "name">,
  owner: Pick<Team, "shares">,
  registry: Registry,
): PolicyDocument | undefined {
  const shares = owner.shares.filter((share) => covers(share, repository.name));
  const statements = [...accountStatements(shares, registry), ...organizationStatements(shares, registry)];
  return statements.length ? policyDocument(statements) : undefined;
}

function covers(share: Share, name: string): boolean {
  return share.repositories.some((shared) =>
    shared.endsWith("/*") ? name.startsWith(shared.slice(0, -1)) : name === shared,
  );
}

/** Account by account: each then lets its own IAM policies say who of it may. */
function accountStatements(shares: readonly Share[], { partition }: Registry): Statement[] {
  const accountsOf = ({ to }: Share) => (to.type === "accounts" ? to.accounts : []);
  return grouped(shares, accountsOf).map(({ level, actions, values }) => ({
    ...(level && { Sid: `${levelSid(level)}ByAccounts` }),
    Effect: "Allow",
    Principal: { AWS: values.map((account) => accountRootArn({ partition, account })) },
    Action: actions,
  }));
}

/**
 * Everybody in the organization, but for this account: here a repository policy would be enough on its own, and every
 * team's roles would reach what is shared with others.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalorgid
 */
function organizationStatements(shares: readonly Share[], { account }: Registry): Statement[] {
  const organizationOf = ({ to }: Share) => (to.type === "organization" ? [to.organization] : []);
  return grouped(shares, organizationOf).map(({ level, actions, values }) => ({
    ...(level && { Sid: `${levelSid(level)}ByOrganizations` }),
    Effect: "Allow",
    Principal: "*",
    Action: actions,
    Condition: {
      StringEquals: { "aws:PrincipalOrgID": values },
      StringNotEquals: { "aws:PrincipalAccount": account },
    },
  }));
}

/** What shares of one level, or of the same actions, name together. Only actions that have a repository mean something here. */
function grouped(shares: readonly Share[], namedBy: (share: Share) => readonly string[]) {
  const groups = new Map<string, Share[]>();
  for (const share of shares.filter((share) => namedBy(share).length)) {
    const key = share.level ?? JSON.stringify(share.actions);
    groups.set(key, [...(groups.get(key) ?? []), share]);
  }
  return [...groups.values()].map((group) => ({
    level: group[0]!.level,
    actions: group[0]!.actions.filter((action) => ecrAction(action)?.repository),
    values: [...new Set(group.flatMap(namedBy))],
  }));
}

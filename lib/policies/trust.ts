/** Who may assume a role. */
import { accountRootArn, formatArn, type RegistryLocation } from "../aws/arn";
import type { Registry, Role, Trust, TrustedPrincipal } from "../config/registry";
import { type Condition, type PolicyDocument, policyDocument, type Statement } from "./document";

/** Where GitHub's workflow tokens come from, and the audience that they must be made out to. */
export const githubIssuer = "token.actions.githubusercontent.com";
export const githubAudience = "sts.amazonaws.com";

type GithubTrust = Extract<Trust, { type: "github" }>;

/** The trust policy of a role: a statement for each way in, and the verifier's own. */
export function trustPolicy(role: Pick<Role, "trust">, registry: Registry): PolicyDocument {
  return policyDocument([...statementsOf(role.trust, registry), ...verifierStatement(registry.verifier)]);
}

function statementsOf(trust: Trust, location: RegistryLocation): Statement[] {
  switch (trust.type) {
    case "account":
      return [accountStatement(location)];
    case "principals":
      return principalStatements(trust.principals);
    case "github":
      return [githubStatement(trust, location)];
  }
}

/**
 * The account delegates to its own IAM policies: whoever they let call sts:AssumeRole on the role gets in.
 * The empty `Condition` is the lab's, and no condition at all.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
function accountStatement(location: RegistryLocation): Statement {
  return {
    Effect: "Allow",
    Principal: { AWS: accountRootArn(location) },
    Action: "sts:AssumeRole",
    Condition: {},
  };
}

/** One statement for all principals that must meet the same conditions. */
function principalStatements(principals: readonly TrustedPrincipal[]): Statement[] {
  const groups = new Map<string, TrustedPrincipal[]>();
  for (const principal of principals) {
    const key = JSON.stringify([principal.externalId, principal.organization]);
    groups.set(key, [...(groups.get(key) ?? []), principal]);
  }
  return [...groups.values()].map((group) => ({
    Effect: "Allow",
    Principal: { AWS: [...new Set(group.map(({ arn }) => arn))] },
    Action: "sts:AssumeRole",
    ...conditionOf(group[0]!),
  }));
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html */
function conditionOf({ externalId, organization }: TrustedPrincipal): { Condition?: Condition } {
  if (externalId === undefined && organization === undefined) return {};
  return {
    Condition: {
      StringEquals: {
        ...(externalId !== undefined && { "sts:ExternalId": externalId }),
        ...(organization !== undefined && { "aws:PrincipalOrgID": organization }),
      },
    },
  };
}

/** @see https://docs.github.com/en/actions/reference/security/oidc */
function githubStatement(trust: GithubTrust, location: RegistryLocation): Statement {
  return {
    Effect: "Allow",
    Principal: { Federated: githubProviderArn(location) },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition: {
      StringEquals: {
        [`${githubIssuer}:aud`]: githubAudience,
        [`${githubIssuer}:sub`]: githubSubject(trust),
      },
    },
  };
}

/** The one GitHub identity provider that an account can have. */
export function githubProviderArn(location: RegistryLocation): string {
  return formatArn({ ...location, region: "", service: "iam", resource: `oidc-provider/${githubIssuer}` });
}

/**
 * The subject of the workflow's token, whole: with the ids that GitHub never gives away again; with names alone where
 * `legacySubject` says that the repository is older than 15 July 2026. Both are two values, never a pattern.
 */
function githubSubject(trust: GithubTrust): string | string[] {
  const { owner, repository, ownerId, repositoryId, legacySubject, ref } = trust;
  const subjects = [
    ...(ownerId === undefined ? [] : [`${owner}@${ownerId}/${repository}@${repositoryId}`]),
    ...(legacySubject ? [`${owner}/${repository}`] : []),
  ].map((name) => `repo:${name}:${githubContext(ref)}`);
  return subjects.length === 1 ? subjects[0]! : subjects;
}

/** A colon in an environment's name comes encoded: it can't pass for one that separates. */
function githubContext(ref: GithubTrust["ref"]): string {
  if ("branch" in ref) return `ref:refs/heads/${ref.branch}`;
  if ("tag" in ref) return `ref:refs/tags/${ref.tag}`;
  return `environment:${ref.environment.replaceAll(":", "%3A")}`;
}

/** The one principal that may assume every role, to prove access. */
function verifierStatement(verifier: string | undefined): Statement[] {
  if (verifier === undefined) return [];
  return [{ Sid: "Verifier", Effect: "Allow", Principal: { AWS: verifier }, Action: "sts:AssumeRole" }];
}

import type { Trust } from "../../lib/config/registry";
import { assumeRoleWithWebIdentity } from "../../lib/credentials/assume-with-web-identity";
import type { RoleToAssume } from "../../lib/verify/role-session";
import type { Secrets } from "../../lib/verify/secrets";
import { WebIdentityIssuer } from "../../sandbox/sts/issuer";
import { isLoopback } from "../endpoints";
import { ISSUER_VARIABLE } from "../exports";
import { UsageError } from "../failure";

export type GithubTrust = Extract<Trust, { type: "github" }>;

/** Opens a session of a role as a workflow of the repository that the role trusts. */
export type WorkflowSession = (trust: GithubTrust, role: RoleToAssume) => NonNullable<RoleToAssume["open"]>;

export interface WorkflowOptions {
  readonly region: string;
  /** Where STS is asked. */
  readonly sts: URL;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly secrets: Secrets;
}

/**
 * In the sandbox we stand in for GitHub Actions with the key that the sandbox gave us. Nowhere else is there such a key, and
 * nothing that is signed with it is sent anywhere but to this machine.
 *
 * @returns undefined where a role that trusts GitHub can't be assumed
 */
export function workflowSession({
  region,
  sts,
  environment,
  secrets,
}: WorkflowOptions): WorkflowSession | undefined {
  const key = environment[ISSUER_VARIABLE];
  if (!key || !isLoopback(sts)) return undefined;
  secrets.add(key);
  const issuer = issuerOf(key);
  return (trust, { arn, sessionName }) =>
    (abortSignal) => {
      const token = issuer.token({ subject: workflowSubject(trust) });
      secrets.add(token);
      return assumeRoleWithWebIdentity({ region, roleArn: arn, sessionName, token, abortSignal });
    };
}

function issuerOf(key: string): WebIdentityIssuer {
  try {
    return new WebIdentityIssuer(() => new Date(), key);
  } catch {
    throw new UsageError(`${ISSUER_VARIABLE} must be the key that the sandbox printed, got something else`);
  }
}

/**
 * The subject that GitHub writes into the token of a workflow that the trust is meant for: with ids, as for repositories
 * since 15 July 2026, unless the trust knows none.
 *
 * @see https://docs.github.com/en/actions/reference/security/oidc
 */
export function workflowSubject({ owner, repository, ownerId, repositoryId, ref }: GithubTrust): string {
  const name =
    ownerId === undefined ? `${owner}/${repository}` : `${owner}@${ownerId}/${repository}@${repositoryId}`;
  if ("branch" in ref) return `repo:${name}:ref:refs/heads/${ref.branch}`;
  if ("tag" in ref) return `repo:${name}:ref:refs/tags/${ref.tag}`;
  return `repo:${name}:environment:${ref.environment}`;
}

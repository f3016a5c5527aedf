import { assumedRoleArn, parseArn, roleArn } from "../../lib/aws/arn";
import type { Registry, Role, TrustedPrincipal } from "../../lib/config/registry";
import type { RoleToAssume } from "../../lib/verify/role-session";
import type { WorkflowSession } from "./web-identity";

/** Last part of the callers' ARNs, by which a run is recognized in CloudTrail. */
const SESSION_NAME = "ecr-access-verify";

/** How to assume a role from here, or why it can't be. */
export type Assumption = { readonly role: RoleToAssume } | { readonly why: string };

/**
 * How the caller may assume a role by its trust: as the registry's verifier, or as one of the principals that the role
 * trusts, with the external id that is asked of that one; one that trusts GitHub Actions, as a workflow, where we can stand
 * in for it.
 */
export function assumption(
  registry: Registry,
  name: string,
  caller: string,
  workflow?: WorkflowSession,
): Assumption {
  const role: RoleToAssume = {
    name,
    arn: roleArn(registry, name),
    sessionName: SESSION_NAME,
    sessionArn: assumedRoleArn(registry, name, SESSION_NAME),
  };
  const declared = registry.teams.flatMap((team) => team.roles).find((each) => each.name === name);
  if (
    !declared ||
    declared.trust.type === "account" ||
    (registry.verifier && isCaller(registry.verifier, caller))
  ) {
    return { role };
  }
  if (declared.trust.type === "github" && workflow)
    return { role: { ...role, open: workflow(declared.trust, role) } };
  const trusted = trustedPrincipal(declared, caller);
  if (trusted) return { role: { ...role, ...(trusted.externalId && { externalId: trusted.externalId }) } };
  return {
    why: `${trusts(declared)}, not ${caller}, and no verifier is named: it can't be assumed from here`,
  };
}

function trustedPrincipal({ trust }: Role, caller: string): TrustedPrincipal | undefined {
  if (trust.type !== "principals") return undefined;
  return trust.principals.find(({ arn }) => isCaller(arn, caller));
}

function trusts({ name, trust }: Role): string {
  if (trust.type === "github")
    return `${name} trusts only GitHub Actions of ${trust.owner}/${trust.repository}`;
  if (trust.type === "account") return `${name} trusts its account`;
  return `${name} trusts ${trust.principals.map(({ arn }) => arn).join(", ")}`;
}

/** Is the principal the caller, the role of its session, or the root of its account? */
function isCaller(principal: string, caller: string): boolean {
  const [trusted, calling] = [parseArn(principal), parseArn(caller)];
  if (!trusted || !calling || trusted.account !== calling.account || trusted.partition !== calling.partition)
    return false;
  if (trusted.resource === "root" || principal === caller) return true;
  const [, session] = /^assumed-role\/([^/]+)\//.exec(calling.resource) ?? [];
  // a session's ARN does not show the path of its role
  return (
    session !== undefined && trusted.resource.startsWith("role/") && trusted.resource.endsWith(`/${session}`)
  );
}

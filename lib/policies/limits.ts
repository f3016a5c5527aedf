/** What IAM and ECR would refuse in the documents that a registry makes, found before anything is written. */
import { escapeUnprintable } from "../config/problem";
import type { Registry, Repository, Role, SourcePlace } from "../config/registry";
import { documentSize, type PolicyDocument } from "./document";
import { identityPolicies } from "./identity";
import { lifecyclePolicy } from "./lifecycle";
import { repositoryPolicy } from "./repository";
import { managedPolicySize } from "./split";
import { trustPolicy } from "./trust";

/**
 * Characters of a trust policy, whitespace not counted, and managed policies of a role: what an account has unless it
 * asks AWS for more.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
const trustPolicySize = 2048;
const policiesOfRole = 10;
const policyNameLength = 128;

/**
 * Characters of a repository policy and of a lifecycle policy.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_SetRepositoryPolicy.html
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutLifecyclePolicy.html
 */
const repositoryPolicySize = 10_240;
const lifecyclePolicySize = 30_720;

/** One line a problem: its place, the role or repository, the rule, what was made of it. Empty when all is well. */
export function limitProblems(registry: Registry): string[] {
  const taken = new Map<string, string>();
  return registry.teams.flatMap((team) => [
    ...team.repositories.flatMap((repository) => repositoryProblems(repository, registry)),
    ...team.roles.flatMap((role) => roleProblems(role, registry, taken)),
  ]);
}

function roleProblems(role: Role, registry: Registry, taken: Map<string, string>): string[] {
  const trust = trustPolicy(role, registry);
  const policies = identityPolicies(role, registry);
  const problems: string[] = [];
  if (documentSize(trust) > trustPolicySize) {
    problems.push(`trust policy must have at most ${trustPolicySize} characters, got ${documentSize(trust)}`);
  }
  if (!isLatin(trust)) problems.push("trust policy must have Latin-1 characters only");
  if (policies.length > policiesOfRole) {
    problems.push(
      `grants must fit ${policiesOfRole} managed policies of ${managedPolicySize} characters, got ${policies.length}`,
    );
  }
  for (const { name } of policies) {
    if (name.length > policyNameLength) {
      problems.push(`policy name must have at most ${policyNameLength} characters, got "${name}"`);
    }
    const holder = taken.get(name.toLowerCase());
    if (holder) problems.push(`policy name must be its own, got "${name}", which role "${holder}" has`);
    taken.set(name.toLowerCase(), role.name);
  }
  return problems.map((problem) => `${placeOf(role.source)}: role "${role.name}": ${problem}`);
}

function repositoryProblems(repository: Repository, registry: Registry): string[] {
  const problems: string[] = [];
  const policy = repositoryPolicy(repository, registry);
  const size = policy ? JSON.stringify(policy).length : 0;
  if (size > repositoryPolicySize) {
    problems.push(`repository policy must have at most ${repositoryPolicySize} characters, got ${size}`);
  }
  const lifecycleSize = JSON.stringify(lifecyclePolicy(repository.lifecycle)).length;
  if (lifecycleSize > lifecyclePolicySize) {
    problems.push(
      `lifecycle policy must have at most ${lifecyclePolicySize} characters, got ${lifecycleSize}`,
    );
  }
  return problems.map(
    (problem) => `${placeOf(repository.source)}: repository "${repository.name}": ${problem}`,
  );
}

/** IAM takes no other characters in a document. */
const isLatin = (document: PolicyDocument) => /^[\t\n\r\x20-\xff]*$/.test(JSON.stringify(document));

const placeOf = ({ file, line, column }: SourcePlace) => `${escapeUnprintable(file)}:${line}:${column}`;

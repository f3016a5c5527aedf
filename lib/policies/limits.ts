/** What IAM and ECR would refuse in the documents that a registry makes, found before anything is written. */
import { formatProblem, quote } from "../config/problem";
import type { Registry, Repository, Role, Source, Team } from "../config/registry";
import { documentSize } from "./document";
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

/** One line a problem, as the loader's: place, path, rule, what was made of it. Empty when all is well. */
export function limitProblems(registry: Registry): string[] {
  const taken = new Map<string, string>();
  return registry.teams.flatMap((team) => [
    ...team.repositories.flatMap((repository) => repositoryProblems(repository, team, registry)),
    ...team.roles.flatMap((role) => roleProblems(role, registry, taken)),
  ]);
}

function roleProblems(role: Role, registry: Registry, taken: Map<string, string>): string[] {
  const problem = problemsAt(role.source);
  const trust = trustPolicy(role, registry);
  const policies = identityPolicies(role, registry);
  const problems: string[] = [];
  if (documentSize(trust) > trustPolicySize) {
    const rule = `must have a trust policy of at most ${trustPolicySize} characters`;
    problems.push(problem(rule, `${documentSize(trust)} for role ${quote(role.name)}`));
  }
  if (policies.length > policiesOfRole) {
    const rule = `must have grants that fit ${policiesOfRole} managed policies of ${managedPolicySize} characters`;
    problems.push(problem(rule, `${policies.length} for role ${quote(role.name)}`));
  }
  for (const { name } of policies) {
    if (name.length > policyNameLength) {
      problems.push(
        problem(`must have policies with names of at most ${policyNameLength} characters`, quote(name)),
      );
    }
    const holder = taken.get(name.toLowerCase());
    if (holder !== undefined) {
      problems.push(
        problem(`must have policies of its own: role ${quote(holder)} has one of this name`, quote(name)),
      );
    }
    taken.set(name.toLowerCase(), role.name);
  }
  return problems;
}

function repositoryProblems(repository: Repository, owner: Team, registry: Registry): string[] {
  const problem = problemsAt(repository.source);
  const name = quote(repository.name);
  const problems: string[] = [];
  const policy = repositoryPolicy(repository, owner, registry);
  const size = policy ? JSON.stringify(policy).length : 0;
  if (size > repositoryPolicySize) {
    const rule = `must have a repository policy of at most ${repositoryPolicySize} characters`;
    problems.push(problem(rule, `${size} for repository ${name}`));
  }
  const lifecycleSize = JSON.stringify(lifecyclePolicy(repository.lifecycle)).length;
  if (lifecycleSize > lifecyclePolicySize) {
    const rule = `must have a lifecycle policy of at most ${lifecyclePolicySize} characters`;
    problems.push(problem(rule, `${lifecycleSize} for repository ${name}`));
  }
  return problems;
}

function problemsAt(source: Source): (rule: string, got: string) => string {
  return (rule, got) => formatProblem({ place: source, path: source.path, rule, got });
}

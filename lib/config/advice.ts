import type { At, PlacedTeam } from "./placed";
import type { Problem } from "./problem";
import type { Loaded } from "./rules";

/**
 * What an account has unless it asks AWS for more.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/service-quotas.html
 */
const QUOTAS = { roles: 1_000, policies: 1_500, repositories: 10_000 };

/** What is allowed and unwise, or needs a quota raised. */
export function advice({ at, teams }: Loaded): Problem[] {
  const roles = teams.flatMap((team) => team.roles).length;
  const repositories = teams.flatMap((team) => team.repositories).length;
  return [
    ...teams.flatMap(teamAdvice),
    ...quotaAdvice(at, "roles", roles),
    ...quotaAdvice(at, "policies", roles),
    ...quotaAdvice(at, "repositories", repositories),
  ];
}

function teamAdvice({ at, namespace, repositories }: PlacedTeam): Problem[] {
  return [
    ...nameAdvice(at.child("namespace"), namespace),
    ...repositories.flatMap(({ at: place, written, repository }) => [
      ...nameAdvice(place.child("name"), written.name),
      ...twiceAdvice(place.child("name"), namespace, written.name),
      ...(repository.forceDelete
        ? [
            place
              .child("forceDelete")
              .problem("is true: destroy deletes the repository with its images", repository.name),
          ]
        : []),
    ]),
  ];
}

/** @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html */
function nameAdvice(at: At, name: string): Problem[] {
  if (/^[a-z]/.test(name) && !/--|__/.test(name)) return [];
  return [at.problem("should start with a letter and have neither -- nor __, as ECR's guide asks", name)];
}

function twiceAdvice(at: At, namespace: string, name: string): Problem[] {
  if (!name.startsWith(`${namespace}/`)) return [];
  return [at.problem(`names the namespace again: the repository is ${namespace}/${name}`, name)];
}

function quotaAdvice(at: At, what: keyof typeof QUOTAS, count: number): Problem[] {
  if (count <= QUOTAS[what]) return [];
  return [
    at.problem(
      `declares more ${what} than the ${QUOTAS[what]} an account has without asking for more`,
      count,
    ),
  ];
}

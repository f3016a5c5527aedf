import { isRepositoryName } from "../aws/repository-name";
import type { At, PlacedRole, PlacedTeam } from "./placed";
import type { Problem } from "./problem";
import type { Loaded } from "./rules";

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const LONGEST_ROLE_NAME = 64;

/** Namespaces, repositories, roles and policies have names of their own. */
export function nameProblems({ teams }: Loaded): Problem[] {
  const roles = teams.flatMap((team) => team.roles);
  return [
    ...namespaceProblems(teams),
    ...teams.flatMap(repositoryProblems),
    ...roles.flatMap(({ at, role: { name } }) =>
      name.length <= LONGEST_ROLE_NAME
        ? []
        : [
            at
              .child("name")
              .problem(`must be given: by default it is longer than ${LONGEST_ROLE_NAME}`, name),
          ],
    ),
    ...taken(
      roles.map(({ at, role }) => ({ at: at.child("name"), name: role.name })),
      "role",
    ),
    ...taken(
      withPolicyOfTheirOwn(roles).map(({ at, role }) => ({ at: at.child("policy"), name: role.policy })),
      "policy",
    ),
  ];
}

function namespaceProblems(teams: readonly PlacedTeam[]): Problem[] {
  const first = new Map<string, At>();
  const places = teams.map(({ at, namespace }) => ({ at: at.child("namespace"), namespace }));
  places.forEach(({ at, namespace }) => first.has(namespace) || first.set(namespace, at));
  return places.flatMap(({ at, namespace }) => {
    if (namespace === "all") {
      return [at.problem("must not be all, the word for every namespace in shares", namespace)];
    }
    const same = first.get(namespace);
    if (same !== at) return [at.problem(`must be the team's own: ${placeOf(same)} has it too`, namespace)];
    return parentsOf(namespace)
      .filter((parent) => first.has(parent))
      .map((parent) => {
        const rule = `must not overlap another by path: ${placeOf(first.get(parent))} has ${JSON.stringify(parent)}`;
        return at.problem(rule, namespace);
      });
  });
}

/** `a/b/c` lies in `a` and in `a/b`. */
export function parentsOf(name: string): string[] {
  const parts = name.split("/");
  return parts.slice(1).map((_part, index) => parts.slice(0, index + 1).join("/"));
}

function repositoryProblems({ repositories }: PlacedTeam): Problem[] {
  const first = new Map<string, At>();
  return repositories.flatMap(({ at, repository: { name } }) => {
    const place = at.child("name");
    if (!isRepositoryName(name)) {
      return [place.problem("must make a name of 2 to 256 characters with its namespace", name)];
    }
    const same = first.get(name);
    first.set(name, same ?? place);
    return same ? [place.problem(`must be unique: ${placeOf(same)} has it too`, name)] : [];
  });
}

/** Of roles with one name, only the first is asked about the policy's name that follows from it. */
function withPolicyOfTheirOwn(roles: readonly PlacedRole[]): PlacedRole[] {
  const names = new Set<string>();
  return roles.filter(({ written, role }) => {
    const first = !names.has(role.name.toLowerCase());
    names.add(role.name.toLowerCase());
    return first || written.policy !== undefined;
  });
}

/** IAM compares names without regard to case. */
function taken(names: readonly { at: At; name: string }[], what: string): Problem[] {
  const first = new Map<string, { at: At; name: string }>();
  return names.flatMap((each) => {
    const key = each.name.toLowerCase();
    const same = first.get(key);
    first.set(key, same ?? each);
    if (!same) return [];
    const rule = `must be the ${what}'s own without regard to case: ${placeOf(same.at)} has ${JSON.stringify(same.name)}`;
    return [each.at.problem(rule, each.name)];
  });
}

function placeOf(at: At | undefined): string {
  if (!at) return "another";
  const { file, line, column } = at.source;
  return `${file}:${line}:${column}`;
}

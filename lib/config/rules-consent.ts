import { AUTHORIZATION } from "./levels";
import type { PlacedGrant, PlacedName, PlacedTeam } from "./placed";
import type { Problem } from "./problem";
import type { Share } from "./registry";
import type { Loaded } from "./rules";
import { parentsOf } from "./rules-names";
import { didYouMean } from "./suggest";

/** A grant reaches the team's own repositories, and of others what their owner shares. */
export function consentProblems({ teams, byNamespace, complete }: Loaded): Problem[] {
  const namespaces = [...byNamespace.keys()];
  return teams.flatMap((team) =>
    team.roles.flatMap(({ grants }) =>
      grants.flatMap((grant) =>
        grant.targets.flatMap((target) => {
          const owner = ownerOf(target.name, byNamespace);
          if (owner === undefined) return complete ? [unknownNamespace(target, namespaces)] : [];
          const unknown = repositoryOrNamespaceProblem(owner, target);
          if (unknown.length > 0 || owner === team) return unknown;
          return refusal(team, owner, grant, target);
        }),
      ),
    ),
  );
}

function ownerOf(target: string, byNamespace: ReadonlyMap<string, PlacedTeam>): PlacedTeam | undefined {
  const namespace = parentsOf(target).find((parent) => byNamespace.has(parent));
  return namespace === undefined ? undefined : byNamespace.get(namespace);
}

function unknownNamespace({ at, name }: PlacedName, namespaces: readonly string[]): Problem {
  const [, namespace = name, rest = ""] = /^(.*?)(\/[^/]*)$/.exec(name) ?? [];
  return at.problem("must be in a namespace of this registry", name, () =>
    didYouMean(namespace, namespaces, rest),
  );
}

/** The name must be one of the team's repositories, or its whole namespace. */
export function repositoryOrNamespaceProblem(owner: PlacedTeam, { at, name }: PlacedName): Problem[] {
  if (owner.lacks.repositories || owner.names.has(name)) return [];
  const rule = `must be a repository of ${owner.namespace} or ${owner.namespace}/*`;
  return [at.problem(rule, name, () => didYouMean(name, [...owner.names]))];
}

function refusal(team: PlacedTeam, owner: PlacedTeam, { grant }: PlacedGrant, target: PlacedName): Problem[] {
  const shares = owner.shares
    .map(({ share }) => share)
    .filter(({ to, repositories }) => isFor(to, team.namespace) && covers(repositories, target.name));
  const missing = grant.actions.filter(
    (action) => action !== AUTHORIZATION && !shares.some((share) => share.actions.includes(action)),
  );
  if (missing.length === 0 || owner.lacks.shares) return [];
  const what = grant.level === undefined ? `actions: [${missing.join(", ")}]` : `level: ${grant.level}`;
  const share = `{ to: [${team.namespace}], ${what}, repositories: [${target.name}] }`;
  const rule = `must be shared by its owner: the shares of ${owner.namespace} lack ${share}`;
  return [target.at.problem(rule, target.name)];
}

function isFor(to: Share["to"], namespace: string): boolean {
  return to.type === "all" || (to.type === "namespaces" && to.namespaces.includes(namespace));
}

/** A whole namespace is covered only by itself: repositories may be added to it. */
function covers(shared: readonly string[], target: string): boolean {
  return shared.some(
    (each) => each === target || (each.endsWith("/*") && target.startsWith(each.slice(0, -1))),
  );
}

import { AUTHORIZATION } from "./levels";
import type { PlacedName, PlacedShare, PlacedTeam } from "./placed";
import type { Problem } from "./problem";
import { repositoryOrNamespaceProblem } from "./rules-consent";
import type { Loaded } from "./rules";
import { didYouMean } from "./suggest";

/** A share names others, and what its own team has. */
export function shareProblems(loaded: Loaded): Problem[] {
  return loaded.teams.flatMap((team) =>
    team.shares.flatMap((share) => [
      ...recipientProblems(team, share, loaded),
      ...actionProblems(share),
      ...share.repositories.flatMap((each) => sharedProblems(team, each)),
    ]),
  );
}

function recipientProblems(team: PlacedTeam, { share, recipients }: PlacedShare, loaded: Loaded): Problem[] {
  if (share.to.type === "organization") return [];
  if (share.to.type === "accounts") {
    const own = recipients.filter(({ name }) => name === loaded.location.account);
    return own.map(({ at, name }) => at.problem("must be another account than the registry's", name));
  }
  if (share.to.type === "all") {
    const others = recipients.filter(({ name }) => name !== "all");
    return others.map(({ at, name }) => at.problem("must stand without all, which covers it", name));
  }
  return recipients.flatMap(({ at, name }) => {
    if (name === team.namespace) return [at.problem("must be another namespace than the team's own", name)];
    if (!loaded.complete || loaded.byNamespace.has(name)) return [];
    const hint = () => didYouMean(name, [...loaded.byNamespace.keys(), "all"]);
    return [at.problem("must be a namespace of this registry", name, hint)];
  });
}

function actionProblems({ at, written, share }: PlacedShare): Problem[] {
  if (written.level !== undefined || !share.actions.includes(AUTHORIZATION)) return [];
  return [at.child("actions").problem(`must be actions on repositories, and ${AUTHORIZATION} has none`)];
}

function sharedProblems(team: PlacedTeam, { at, name }: PlacedName): Problem[] {
  if (!name.startsWith(`${team.namespace}/`)) {
    return [at.problem(`must be the team's, written whole: ${team.namespace}/…`, name)];
  }
  return repositoryOrNamespaceProblem(team, { at, name });
}

import type { RegistryLocation } from "../aws/arn";
import type { Path } from "./problem";
import { placeRepository } from "./place-repository";
import { grantedActions, placeRole } from "./place-role";
import { type At, type PlacedName, type PlacedShare, type PlacedTeam, items } from "./placed";
import type { Share, Team } from "./registry";
import { startsWith } from "./schema-findings";
import type { WrittenDefaults, WrittenShare, WrittenTeam } from "./schema";

/** A team with the registry's defaults filled in. @param refused paths of what was wrong in its file */
export function placeTeam(
  at: At,
  written: WrittenTeam,
  defaults: WrittenDefaults,
  location: RegistryLocation,
  refused: readonly Path[],
): PlacedTeam {
  const { namespace } = written;
  const refusedIn = (start: Path) => refused.filter((path) => startsWith(path, start));
  const repositories = items(at.child("repositories"), written.repositories).map((each) =>
    placeRepository(each.at, namespace, each.item, defaults),
  );
  return {
    at,
    namespace,
    repositories,
    names: new Set([...repositories.map(({ repository }) => repository.name), `${namespace}/*`]),
    roles: items(at.child("roles"), written.roles).map((each) =>
      placeRole(each.at, namespace, each.item, defaults.tags ?? {}, location, refused),
    ),
    shares: items(at.child("shares"), written.shares).map((each) =>
      placeShare(each.at, namespace, each.item),
    ),
    lacks: {
      repositories: refusedIn(at.child("repositories").path).some((path) =>
        namesRepository(path, at.path.length),
      ),
      shares: refusedIn(at.child("shares").path).length > 0,
    },
  };
}

/** `repositories`, `repositories[1]` or `repositories[1].name`, that many steps down. */
function namesRepository(path: Path, depth: number): boolean {
  return path.length <= depth + 2 || path[depth + 2] === "name";
}

function placeShare(at: At, namespace: string, written: WrittenShare): PlacedShare {
  const names = (field: string, list: Parameters<typeof items<string>>[1]): PlacedName[] =>
    items<string>(at.child(field), list).map((each) => ({ at: each.at, name: each.item }));
  const { to } = written;
  const recipients =
    typeof to === "string" || Array.isArray(to)
      ? names("to", to)
      : items<string>(at.child("to", "accounts"), to.accounts).map((each) => ({
          at: each.at,
          name: each.item,
        }));
  const repositories =
    written.repositories === undefined
      ? [{ at, name: `${namespace}/*` }]
      : names("repositories", written.repositories);
  const share: Share = {
    to: recipientsOf(
      to,
      recipients.map(({ name }) => name),
    ),
    ...grantedActions(written.level, written.actions),
    repositories: [...new Set(repositories.map(({ name }) => name))],
    source: at.source,
  };
  return { at, written, share, recipients, repositories };
}

function recipientsOf(to: WrittenShare["to"], names: readonly string[]): Share["to"] {
  if (typeof to === "object" && !Array.isArray(to)) {
    return to.organization === undefined
      ? { type: "accounts", accounts: [...new Set(names)] }
      : { type: "organization", organization: to.organization };
  }
  return names.includes("all") ? { type: "all" } : { type: "namespaces", namespaces: [...new Set(names)] };
}

/** The team without the places of its parts. */
export function teamOf(placed: PlacedTeam): Team {
  return {
    namespace: placed.namespace,
    repositories: placed.repositories.map(({ repository }) => repository),
    roles: placed.roles.map(({ role }) => role),
    shares: placed.shares.map(({ share }) => share),
    source: placed.at.source,
  };
}

import type { Grant, Registry, Share } from "../../config/registry";
import { nameActions } from "../every-name/name-actions";

/** For each namespace, who is let in as declared, one line each: `team-b-ci: level pull on base/images`. */
export function declaredOutsiders(registry: Registry): ReadonlyMap<string, readonly string[]> {
  const found = new Map(registry.teams.map(({ namespace }) => [namespace, [] as string[]]));
  for (const team of registry.teams)
    for (const { name: role, grants } of team.roles)
      for (const grant of grants)
        for (const [namespace, names] of byNamespace(grant.on, found))
          if (namespace !== team.namespace)
            found.get(namespace)!.push(`${role}: ${whatOf(grant)} on ${names.join(", ")}`);
  for (const { namespace, shares } of registry.teams)
    for (const share of shares)
      for (const to of recipients(share))
        found.get(namespace)!.push(`${to}: ${whatOf(share)} on ${share.repositories.join(", ")}`);
  return found;
}

/** Each name in every namespace that it lies in. */
function byNamespace(
  names: readonly string[],
  namespaces: ReadonlyMap<string, unknown>,
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const name of names) {
    for (let end = name.indexOf("/"); end >= 0; end = name.indexOf("/", end + 1)) {
      const namespace = name.slice(0, end);
      if (namespaces.has(namespace)) found.set(namespace, [...(found.get(namespace) ?? []), name]);
    }
  }
  return found;
}

function whatOf({ level, actions }: Pick<Grant | Share, "level" | "actions">): string {
  return level ? `level ${level}` : nameActions(actions);
}

/** Teams of this registry reach in by their roles' grants. */
function recipients({ to }: Share): readonly string[] {
  if (to.type === "accounts") return to.accounts.map((account) => `account ${account}`);
  return to.type === "organization" ? [`organization ${to.organization}`] : [];
}

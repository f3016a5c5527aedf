import type { RegistryLocation } from "../aws/arn";
import { accountRootArn } from "../aws/arn";
import { ecrAction } from "../aws/ecr-actions";
import { type AccessLevel, levelActions } from "./levels";
import { type At, type PlacedGrant, type PlacedPrincipal, type PlacedRole, items } from "./placed";
import type { Path } from "./problem";
import { startsWith } from "./schema-findings";
import type { Role, Trust, TrustedPrincipal } from "./registry";
import type { WrittenRole, WrittenTags } from "./schema";

export function placeRole(
  at: At,
  namespace: string,
  written: WrittenRole,
  defaultTags: WrittenTags,
  location: RegistryLocation,
  refused: readonly Path[],
): PlacedRole {
  const { description, permissionsBoundary, maxSessionDuration } = written;
  const name = written.name ?? `ecr-${namespace.replaceAll("/", "-")}-${written.purpose}`;
  const grants = items(at.child("grants"), written.grants).map((each) =>
    placeGrant(each.at, namespace, each.item),
  );
  const principals = placePrincipals(at.child("trust"), written.trust);
  const role: Role = {
    name,
    policy: written.policy ?? `${name}-access`,
    ...(description !== undefined && { description }),
    trust: trust(written.trust, principals, location),
    grants: grants.map(({ grant }) => grant),
    ...(permissionsBoundary !== undefined && { permissionsBoundary }),
    ...(maxSessionDuration !== undefined && { maxSessionDuration }),
    tags: { ...defaultTags, ...written.tags },
    source: at.source,
  };
  // a condition that was refused is not one that is missing
  const partial = refused.some((path) => startsWith(path, at.child("trust").path));
  return { at, written, role, grants, principals: partial ? [] : principals };
}

type WrittenGrant = NonNullable<WrittenRole["grants"][number]>;

function placeGrant(at: At, namespace: string, written: WrittenGrant): PlacedGrant {
  const targets =
    written.on === undefined
      ? [{ at, name: `${namespace}/*` }]
      : items(at.child("on"), written.on).map((each) => ({ at: each.at, name: each.item }));
  const grant = {
    ...grantedActions(written.level, written.actions),
    on: [...new Set(targets.map(({ name }) => name))],
    source: at.source,
  };
  return { at, grant, targets };
}

/** A level, or the actions written, in AWS's spelling and without repetition. */
export function grantedActions(
  level: AccessLevel | undefined,
  actions: readonly (string | undefined)[] = [],
): { level?: AccessLevel; actions: string[] } {
  if (level !== undefined) return { level, actions: [...levelActions(level)] };
  return { actions: [...new Set(actions.flatMap((name) => ecrAction(name ?? "")?.name ?? []))] };
}

function placePrincipals(at: At, written: WrittenRole["trust"]): PlacedPrincipal[] {
  if (typeof written !== "object") return [];
  const { externalId, organization } = written;
  return items(at.child("principals"), written.principals).map(({ at: place, item }) =>
    typeof item === "string"
      ? { at: place, principal: item, externalId, organization }
      : { at: place.child("principal"), externalId, organization, ...item },
  );
}

function trust(
  written: WrittenRole["trust"],
  principals: readonly PlacedPrincipal[],
  location: RegistryLocation,
): Trust {
  if (typeof written !== "object") return { type: "account" };
  if (written.github === undefined) {
    return { type: "principals", principals: principals.map((each) => trustedPrincipal(each, location)) };
  }
  const {
    owner,
    repository,
    ownerId,
    repositoryId,
    legacySubject = false,
    branch,
    tag,
    environment,
  } = written.github;
  return {
    type: "github",
    owner,
    repository,
    ...(ownerId !== undefined && { ownerId: String(ownerId) }),
    ...(repositoryId !== undefined && { repositoryId: String(repositoryId) }),
    legacySubject,
    ref: branch !== undefined ? { branch } : tag !== undefined ? { tag } : { environment: environment ?? "" },
  };
}

function trustedPrincipal(placed: PlacedPrincipal, location: RegistryLocation): TrustedPrincipal {
  const { principal, externalId, organization } = placed;
  return {
    arn: /^\d{12}$/.test(principal) ? accountRootArn({ ...location, account: principal }) : principal,
    ...(externalId !== undefined && externalId !== "none" && { externalId }),
    ...(organization !== undefined && { organization }),
  };
}

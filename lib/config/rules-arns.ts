import { parseArn } from "../aws/arn";
import type { At, PlacedPrincipal, PlacedTeam } from "./placed";
import type { Problem } from "./problem";
import type { Loaded } from "./rules";

type Location = Loaded["location"];

/** What ARNs say of account, region and partition agrees with the registry. */
export function arnProblems({ at, written, location, teams }: Loaded): Problem[] {
  const { account, region } = location;
  // without them there is nothing to agree with, and that is a problem by itself
  if (account === undefined || region === undefined) return [];
  return [
    ...keyProblems(at.child("defaults"), written.defaults ?? {}, location),
    ...teams.flatMap((team) => teamProblems(team, location)),
    ...verifierProblems(at.child("verifier"), written.verifier, location),
  ];
}

function teamProblems({ repositories, roles }: PlacedTeam, location: Location): Problem[] {
  return [
    ...repositories.flatMap(({ at, written }) => keyProblems(at, written, location)),
    ...roles.flatMap(({ at, written, principals }) => [
      ...boundaryProblems(at.child("permissionsBoundary"), written.permissionsBoundary, location),
      ...principals.flatMap((each) => principalProblems(each, location)),
    ]),
  ];
}

function keyProblems(at: At, settings: { encryption?: unknown }, location: Location): Problem[] {
  const kmsKey = (settings.encryption as { kmsKey?: string } | undefined)?.kmsKey;
  const place = at.child("encryption", "kmsKey");
  return disagreements(place, kmsKey, location, ["partition", "region", "account"]);
}

/** A policy of AWS's own has `aws` instead of an account. */
function boundaryProblems(at: At, arn: string | undefined, location: Location): Problem[] {
  const ofAws = arn !== undefined && parseArn(arn)?.account === "aws";
  return disagreements(at, arn, location, ofAws ? ["partition"] : ["partition", "account"]);
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html */
function principalProblems(placed: PlacedPrincipal, location: Location): Problem[] {
  const { at, principal, externalId, organization } = placed;
  const disagreement = disagreements(at, principal, location, ["partition"]);
  const account = parseArn(principal)?.account ?? principal;
  if (disagreement.length > 0 || account === location.account) return disagreement;
  if (externalId !== undefined || organization !== undefined) return [];
  const rule = "must come with externalId or organization (or externalId: none), being of another account";
  return [at.problem(rule, principal)];
}

function verifierProblems(at: At, verifier: string | undefined, location: Location): Problem[] {
  if (verifier === undefined) return [];
  const arn = parseArn(verifier);
  if (arn === undefined) return [at.problem("must be an ARN", verifier)];
  if (arn.resource === "root" && arn.account !== location.account) {
    return [at.problem("must be a role or user, or this account's root", verifier)];
  }
  return disagreements(at, verifier, location, ["partition"]);
}

function disagreements(
  at: At,
  text: string | undefined,
  location: Location,
  parts: readonly ("partition" | "region" | "account")[],
): Problem[] {
  const arn = text === undefined ? undefined : parseArn(text);
  if (arn === undefined) return [];
  return parts
    .filter((part) => arn[part] !== location[part])
    .map((part) => at.problem(`must be of the registry's ${part} ${location[part]}`, text));
}

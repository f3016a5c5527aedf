import type { At, PlacedTeam } from "./placed";
import type { Path, Problem } from "./problem";
import { arnProblems } from "./rules-arns";
import { consentProblems } from "./rules-consent";
import { nameProblems } from "./rules-names";
import { shareProblems } from "./rules-shares";
import { tagProblems } from "./rules-tags";
import type { WrittenRegistry } from "./schema";

/** Everything that was read, without what is wrong by itself. */
export interface Loaded {
  /** The top of the registry file. */
  readonly at: At;
  readonly written: Partial<WrittenRegistry>;
  readonly location: { readonly account?: string; readonly region?: string; readonly partition: string };
  /** Where the registry file's own problems are. */
  readonly refused: readonly Path[];
  readonly teams: readonly PlacedTeam[];
  readonly byNamespace: ReadonlyMap<string, PlacedTeam>;
  /** Is every team of the files among `teams`? If not, a name that is missing may only seem to be. */
  readonly complete: boolean;
}

/** What is wrong between fields. */
export function problemsBetween(loaded: Loaded): Problem[] {
  return [
    ...missing(loaded),
    ...nameProblems(loaded),
    ...tagProblems(loaded),
    ...arnProblems(loaded),
    ...shareProblems(loaded),
    ...consentProblems(loaded),
  ];
}

/** The fields without which a registry can't be. */
function missing({ at, written, location, refused, teams, complete }: Loaded): Problem[] {
  const seen = (field: string) => refused.some((path) => path.length === 0 || path[0] === field);
  const without = (field: string, rule: string) => (seen(field) ? [] : [at.child(field).problem(rule)]);
  const noTeam = complete && teams.length === 0 && written.include === undefined && !seen("include");
  return [
    ...(location.account === undefined ? without("account", "must be 12 digits, got nothing") : []),
    ...(location.region === undefined
      ? without("region", "must be an AWS region such as us-west-2, got nothing")
      : []),
    ...(noTeam ? without("teams", "must name at least one team, here or in files of include") : []),
  ];
}

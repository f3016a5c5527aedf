import type { At, PlacedTeam } from "./placed";
import type { Path, Problem } from "./problem";
import type { WrittenRegistry } from "./schema";

/** Everything that was read, without what is wrong by itself. */
export interface Loaded {
  readonly at: At;
  readonly written: Partial<WrittenRegistry>;
  readonly location: { readonly account?: string; readonly region?: string; readonly partition: string };
  /** Where the registry file's own problems are. */
  readonly refused: readonly Path[];
  readonly teams: readonly PlacedTeam[];
  /** Is every team of the files among `teams`? If not, a name that is missing may only seem to be. */
  readonly complete: boolean;
}

/** What is wrong between fields. */
export function problemsBetween(_loaded: Loaded): Problem[] {
  return [];
}

/** What is allowed and unwise. */
export function advice(_loaded: Loaded): Problem[] {
  return [];
}

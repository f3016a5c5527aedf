import type { SourcePlace } from "../config/registry";
import type { NameChange } from "./every-name";
import { nameActions } from "./name-actions";

/** Access that the policies give and the registry does not declare. */
export interface Leak extends Omit<NameChange, "direction"> {
  /** A role's name; whom a repository policy lets in. */
  readonly who: string;
  readonly what: string;
  /** Where the role is declared. */
  readonly source?: SourcePlace;
}

/** Everything that is gained over what is declared. */
export function leaksOf(changes: readonly NameChange[], of: Pick<Leak, "who" | "source">): Leak[] {
  return changes
    .filter(({ direction }) => direction === "gained")
    .map(({ direction: _, ...change }) => ({ ...change, ...of, what: nameActions(change.actions) }));
}

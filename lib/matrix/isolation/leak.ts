import { parseArn } from "../../aws/arn";
import type { SourcePlace } from "../../config/registry";
import type { PolicyDocument } from "../../iam/types";
import type { NameChange } from "../every-name";
import { nameActions } from "../every-name/name-actions";
import type { AloneAllow } from "../placed-statements";
import { reasonIn } from "../every-name/unjudged";

/** Access that the policies give and the registry does not declare. */
export interface Leak extends Omit<NameChange, "direction"> {
  /** A role's name; whom a repository policy lets in. */
  readonly who: string;
  readonly what: string;
  /** Is it a role of the file, or someone whom policies on repositories name? */
  readonly isRole: boolean;
  /** Where the role is declared. */
  readonly source?: SourcePlace;
}

export type LeakOf = Pick<Leak, "who" | "isRole" | "source">;

/** Everything that is gained over what is declared. */
export function leaksOf(changes: readonly NameChange[], of: LeakOf): Leak[] {
  return changes
    .filter(({ direction }) => direction === "gained")
    .map(({ direction: _, ...change }) => ({
      ...change,
      ...of,
      because: reasonsOf(change),
      what: nameActions(change.actions),
    }));
}

/**
 * The leak by the statements that let it in, each with its actions and with that on which it hangs; those together that
 * only together are sure to let it in.
 *
 * @param ask what is gained on the repository of that name, in that region, if nothing else allows
 */
export function byStatement(
  { statement: _, ...leak }: Leak,
  allows: readonly AloneAllow[],
  ask: (document: PolicyDocument, repository: Place) => readonly NameChange[],
): Leak[] {
  const place = placeOf(leak.witness);
  if (!place) return [leak];
  const answers = allows.flatMap(({ name, document }) =>
    ask(document, place)
      .filter(({ direction }) => direction === "gained")
      .map((change) => ({ ...change, because: reasonsOf(change), statement: name })),
  );
  const left = new Set(leak.actions);
  const enough = answers.filter(({ certain }) => certain || !leak.certain);
  const alone = enough.flatMap(({ actions, certain, because, statement }) => {
    const own = actions.filter((action) => left.delete(action));
    return own.length ? [{ ...leak, certain, because, statement, actions: own, what: nameActions(own) }] : [];
  });
  if (!left.size) return alone;
  const together = answers.filter(({ actions }) => actions.some((action) => left.has(action)));
  const names = [...new Set(together.map(({ statement }) => statement))].join(" with ");
  const rest = { ...leak, actions: [...left], what: nameActions([...left]) };
  return [...alone, { ...rest, ...(names && { statement: names }) }];
}

/** What hides in an Allow and in a Deny is one reason. */
function reasonsOf({ because }: Pick<NameChange, "because">): readonly string[] {
  return [...new Set(because.map(reasonIn))];
}

interface Place {
  readonly name: string;
  readonly region: string;
}

/** Of a repository's ARN; undefined: it is none. */
function placeOf(witness: string): Place | undefined {
  const { region, resource } = parseArn(witness) ?? { region: "", resource: "" };
  const name = /^repository\/([^*]+)$/.exec(resource)?.[1];
  return name === undefined ? undefined : { name, region };
}

import type { GlobPart } from "../glob";
import { Places } from "./places";
import { LONGEST_NAME, repositoryArns, type ArnState } from "./repository-arns";

/** Repositories that no pattern tells apart. */
export interface Region {
  /** The shortest ARN of them. */
  readonly resource: string;
  /** The patterns that match them, by number. */
  readonly matching: ReadonlySet<number>;
}

/** The patterns interlock in more ways than can be walked. */
export class TooManyStates extends Error {
  override message = "the patterns interlock in too many ways";
}

const MOST_STATES = 200_000;

interface Step {
  readonly state: ArnState;
  /** Places of all patterns that are still alive, in ascending order. */
  readonly places: readonly number[];
  readonly from: Step | undefined;
  readonly character: string;
  readonly nameLength: number;
}

/**
 * Every set of patterns that some repository's ARN matches, with its shortest ARN, shortest first: a walk, breadth first,
 * through the product of ECR's grammar and all patterns.
 *
 * @param bound the pattern that every ARN must match
 * @throws TooManyStates
 */
export function walkRegions(
  account: string,
  bound: readonly GlobPart[],
  patterns: readonly (readonly GlobPart[])[],
): Region[] {
  const places = new Places([bound, ...patterns]);
  const regions = new Map<string, Region>();
  const shortestName = new Map<string, number>();
  let level: Step[] = [];
  const visit = (to: Step, next: Step[]) => {
    if (to.places[0] === undefined || !places.isBound(to.places[0]) || to.nameLength > LONGEST_NAME) return;
    const key = `${to.state.id} ${to.places.join(",")}`;
    const known = shortestName.get(key);
    // A longer ARN can still have the shorter name, which leaves more characters to come.
    if (known !== undefined && known <= to.nameLength) return;
    if (shortestName.size >= MOST_STATES) throw new TooManyStates();
    shortestName.set(key, to.nameLength);
    next.push(to);
    if (!to.state.accepts) return;
    const matched = places.matched(to.places);
    const set = matched.join(",");
    if (matched[0] !== 0 || regions.has(set)) return;
    regions.set(set, {
      resource: spell(to),
      matching: new Set(matched.slice(1).map((pattern) => pattern - 1)),
    });
  };
  visit(
    {
      state: repositoryArns(account),
      places: places.start(),
      from: undefined,
      character: "",
      nameLength: 0,
    },
    level,
  );
  while (level.length) {
    const next: Step[] = [];
    for (const step of level) {
      const expected = places.expected(step.places);
      for (const { characters, to } of step.state.moves) {
        for (const character of distinct(characters, expected)) {
          visit(
            {
              state: to,
              places: places.after(step.places, character),
              from: step,
              character,
              nameLength: step.state.inName ? step.nameLength + 1 : 0,
            },
            next,
          );
        }
      }
    }
    level = next;
  }
  return [...regions.values()];
}

/** Of the characters that no pattern waits for, one stands for all. */
function* distinct(characters: string, expected: ReadonlySet<string>): Generator<string> {
  if (characters.length === 1) return yield characters;
  let other = false;
  for (const character of characters) {
    if (expected.has(character)) yield character;
    else if (!other) {
      other = true;
      yield character;
    }
  }
}

function spell(last: Step): string {
  const characters: string[] = [];
  for (let step: Step | undefined = last; step; step = step.from) characters.push(step.character);
  return characters.reverse().join("");
}

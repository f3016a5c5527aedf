import { ANY_CHARACTER, ANY_TEXT, type GlobPart } from "../glob";
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

type Token = string | typeof ANY_TEXT | typeof ANY_CHARACTER | undefined;

/** All patterns' tokens in one row, each pattern's end after its last. */
class Places {
  private readonly tokens: Token[] = [];
  private readonly pattern: number[] = [];
  private readonly starts: number[] = [];

  constructor(patterns: readonly (readonly GlobPart[])[]) {
    patterns.forEach((parts, number) => {
      this.starts.push(this.tokens.length);
      const add = (token: Token) => {
        if (token === ANY_TEXT && this.tokens.at(-1) === ANY_TEXT && this.pattern.at(-1) === number) return;
        this.tokens.push(token);
        this.pattern.push(number);
      };
      for (const part of parts) {
        if (typeof part === "string") [...part].forEach(add);
        else add(part);
      }
      this.tokens.push(undefined);
      this.pattern.push(number);
    });
  }

  start(): readonly number[] {
    return this.starts.flatMap((place) => this.closed([place]));
  }

  /** Where a `*` matches nothing, its pattern stands behind it as well. */
  private closed(places: readonly number[]): readonly number[] {
    return places.flatMap((place) => (this.tokens[place] === ANY_TEXT ? [place, place + 1] : [place]));
  }

  /** The characters that some pattern waits for. */
  expected(places: readonly number[]): ReadonlySet<string> {
    const expected = new Set<string>();
    for (const place of places) {
      const token = this.tokens[place];
      if (typeof token === "string") expected.add(token);
    }
    return expected;
  }

  after(places: readonly number[], character: string): readonly number[] {
    const next: number[] = [];
    for (const place of places) {
      const token = this.tokens[place];
      const to = token === ANY_TEXT ? place : token === character || token === ANY_CHARACTER ? place + 1 : -1;
      if (to < 0 || next.at(-1) === to) continue;
      // Behind a later `*`, whatever an earlier place could still match is matched as well.
      if (this.tokens[to] === ANY_TEXT) {
        while (next.length && this.pattern[next.at(-1)!] === this.pattern[to]) next.pop();
        next.push(to, to + 1);
      } else next.push(to);
    }
    return next;
  }

  matched(places: readonly number[]): readonly number[] {
    return places.filter((place) => this.tokens[place] === undefined).map((place) => this.pattern[place]!);
  }

  isBound(place: number): boolean {
    return this.pattern[place] === 0;
  }
}

import { ANY_CHARACTER, ANY_TEXT, type GlobPart } from "../glob";

type Token = string | typeof ANY_TEXT | typeof ANY_CHARACTER | undefined;

/** All patterns' tokens in one row, each pattern's end after its last. */
export class Places {
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

/** Names that match all of some patterns and no other: by the patterns' numbers. */
export type Cell = ReadonlySet<number>;

/** Names in words: those that all of `within` match, but for those that one of `except` matches. */
export interface Covered {
  /** Numbers of patterns; none: every name. */
  readonly within: readonly number[];
  readonly except: readonly number[];
  /** The cells of which they are, by number. */
  readonly cells: readonly number[];
}

/**
 * Says some of all cells by patterns: as few as are found, and neither more names nor fewer.
 *
 * @param wanted numbers of cells
 * @param weights of the patterns, by number: where two say the same, the one with more
 */
export function coverOf(
  all: readonly Cell[],
  wanted: ReadonlySet<number>,
  weights: readonly number[],
): Covered[] {
  return new Cover(all, wanted, weights).found();
}

class Cover {
  /** Cells by pattern. */
  private readonly cellsOf: readonly (readonly number[])[];
  private readonly every: readonly number[];
  private readonly outside = new Map<string, boolean>();

  constructor(
    private readonly all: readonly Cell[],
    private readonly wanted: ReadonlySet<number>,
    private readonly weights: readonly number[],
  ) {
    this.every = all.map((_, cell) => cell);
    const cellsOf = weights.map((): number[] => []);
    all.forEach((patterns, cell) => patterns.forEach((pattern) => cellsOf[pattern]!.push(cell)));
    this.cellsOf = cellsOf;
  }

  found(): Covered[] {
    const candidates = [undefined, ...this.weights.keys()]
      .flatMap((pattern) => this.said(pattern) ?? [])
      .sort(
        (a, b) =>
          a.except.length - b.except.length ||
          b.cells.length - a.cells.length ||
          this.weight(b) - this.weight(a),
      );
    const left = new Set(this.wanted);
    const chosen = candidates.filter(({ cells }) => cells.filter((cell) => left.delete(cell)).length);
    const one = [...left].map((cell) => this.exactly(cell));
    return this.needed([...chosen, ...one]);
  }

  /** One pattern (or every name), less what others take out of it; undefined: that can't be said so, or is nothing. */
  private said(pattern: number | undefined): Covered | undefined {
    const cells = pattern === undefined ? this.every : this.cellsOf[pattern]!;
    const own = cells.filter((cell) => this.wanted.has(cell));
    if (!own.length) return undefined;
    const except = new Set<number>();
    for (const cell of cells) {
      const patterns = this.all[cell]!;
      if (this.wanted.has(cell) || [...except].some((one) => patterns.has(one))) continue;
      const outside = [...patterns].filter((one) => one !== pattern && this.isOutside(one, pattern));
      if (!outside.length) return undefined;
      except.add(outside.reduce((best, one) => (this.size(one) > this.size(best) ? one : best)));
    }
    return { within: pattern === undefined ? [] : [pattern], except: [...except], cells: own };
  }

  /** Is nothing wanted of what both patterns match? */
  private isOutside(one: number, other: number | undefined): boolean {
    const key = `${one} ${other}`;
    let answer = this.outside.get(key);
    if (answer === undefined) {
      answer = !this.cellsOf[one]!.some(
        (cell) => this.wanted.has(cell) && (other === undefined || this.all[cell]!.has(other)),
      );
      this.outside.set(key, answer);
    }
    return answer;
  }

  private size(pattern: number): number {
    return this.cellsOf[pattern]!.length;
  }

  private weight({ within: [pattern] }: Covered): number {
    return pattern === undefined ? 0 : this.weights[pattern]!;
  }

  /** A cell by its patterns, less whatever else matches some of these names. */
  private exactly(cell: number): Covered {
    const own = this.all[cell]!;
    const matched = (patterns: readonly number[]) =>
      this.all.filter((one) => patterns.every((pattern) => one.has(pattern)));
    const wider = matched([...own]);
    let within = [...own].sort((a, b) => this.weights[b]! - this.weights[a]!);
    for (const pattern of [...within].reverse()) {
      const rest = within.filter((one) => one !== pattern);
      if (matched(rest).length === wider.length) within = rest;
    }
    const except = new Set(wider.flatMap((patterns) => [...patterns].filter((one) => !own.has(one))));
    return { within, except: [...except], cells: [cell] };
  }

  /** Without those of which every cell is among another's. */
  private needed(chosen: readonly Covered[]): Covered[] {
    return chosen.filter((one, place) => {
      const others = new Set(chosen.slice(place + 1).flatMap(({ cells }) => cells));
      return !one.cells.every((cell) => others.has(cell));
    });
  }
}

/** A figure of `npm run bench`: the same work done by us and by a peer, measured in turn in one run. */
export interface Figure {
  readonly name: string;
  /** Of both numbers: `s`, `ms`, `decisions/s`, … */
  readonly unit: string;
  /** How many times each side is measured; the median counts. */
  readonly rounds: number;
  /** Everything that is set up once, outside the measurement; returns the two sides and what takes the set-up down. */
  prepare(): Promise<Prepared>;
}

export interface Prepared {
  ours(): Promise<number>;
  peer(): Promise<number>;
  close?(): Promise<void>;
  /**
   * What else there is to say of our side, after all rounds: stands beside the numbers.
   *
   * @throws Error when what we answered is wrong
   */
  more?(): Promise<Readonly<Record<string, number>>>;
}

import type { FaultRule } from "./schema";

/** Decides each time whether a rule strikes; the same seed gives the same run. */
export function strikes({ times, probability, seed = 1 }: FaultRule): () => boolean {
  if (probability !== undefined) {
    const next = sequence(seed);
    return () => next() < probability;
  }
  let left = times ?? Infinity;
  return () => left-- > 0;
}

/** Mulberry32: numbers from 0 to 1 that depend on the seed only. */
function sequence(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

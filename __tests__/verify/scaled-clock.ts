import { setTimeout as wait } from "node:timers/promises";
import type { Clock } from "../../lib/verify/clock";

/** A clock that is so much faster than the wall's: what takes minutes passes in seconds, in the right order. */
export function scaledClock(millisecondsPerSecond: number, random: () => number): Clock {
  const start = Date.now();
  const begun = performance.now();
  const factor = 1_000 / millisecondsPerSecond;
  return {
    now: () => start + (performance.now() - begun) * factor,
    sleep: (milliseconds, signal) =>
      wait(Math.max(0, milliseconds) / factor, undefined, { signal }).catch(() => undefined),
    random,
  };
}

/** Numbers from 0 to 1 that depend on the seed only: a linear congruence, as good as a test needs. */
export function seeded(seed: number): () => number {
  let state = (seed * 2_654_435_761 + 1) >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return ((state ^ (state >>> 15)) >>> 0) / 2 ** 32;
  };
}

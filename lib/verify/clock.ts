import { setTimeout as wait } from "node:timers/promises";

/** Time, as whatever waits sees it: a test gives one in which minutes pass in milliseconds. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves after so many milliseconds, or at once when the signal is aborted. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
  /** From 0 to 1: the jitter of a back-off. */
  random(): number;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (milliseconds, signal) => wait(milliseconds, undefined, { signal }).catch(() => undefined),
  random: () => Math.random(),
};

/** How long to wait before another try: twice as long each time from one second up to eight, and up to half less at random. */
export function backOff(tries: number, clock: Clock): number {
  const longest = 1_000 * Math.min(2 ** tries, 8);
  return longest * (1 - clock.random() / 2);
}

import { resultOf } from "../../lib/verify/result";
import { systemClock } from "../../lib/verify/clock";
import type { FaultRule } from "../../sandbox/faults/schema";
import { MotoClient } from "../../sandbox/moto/client";
import { startMoto } from "../../sandbox/moto/process";
import { scaledClock, seeded } from "./scaled-clock";
import { type Change, proveIn, type Shown, TIMEOUT_SECONDS, truth, type View } from "./world";

/** So many milliseconds of the wall's clock are a second of the world's. */
const SECOND_MS = 25;

/** Longest that a change takes to arrive for good, in seconds. */
const PROPAGATION_SECONDS = 90;

const CALL_MS = 1_200;

/** What the service does wrong, and what a right verifier makes of it: nothing but time lost. */
export const FAULTS: Readonly<Record<string, Omit<FaultRule, "times" | "probability" | "seed">>> = {
  throttling: { error: { status: 400, code: "ThrottlingException", message: "Rate exceeded" } },
  "too many requests": { error: { status: 429, code: "TooManyRequestsException", message: "Slow down" } },
  "a server error": { error: { status: 500, code: "ServerException", message: "Internal failure" } },
  "an unavailable service": { error: { status: 503, code: "ServiceUnavailable", message: "Try later" } },
  "a reset connection": { reset: true },
  "half a body": { truncated: true },
  "a proxy's HTML": { html: 403 },
  "HTML that says 200": { html: 200 },
  "a slow answer": { delayMilliseconds: CALL_MS + 100 },
  "expired credentials": {
    error: { status: 400, code: "ExpiredTokenException", message: "The security token is expired" },
  },
};

/** One run, whose faults together last less than the timeout: what the policies are at which time, and what goes wrong meanwhile. */
export interface FaultRun {
  readonly seed: number;
  readonly changes: readonly Change[];
  readonly faults: readonly FaultRule[];
  /** What the policies are in the end. */
  readonly last: View;
  readonly says: string;
}

/** From what to what the policies change. What can't be told from a right answer for as long as it lasts is not among them. */
const WAYS: readonly (readonly [old: View, last: View])[] = [
  ["right", "right"],
  ["nothing", "right"],
  ["broad", "right"],
  ["untrusted", "right"],
  ["nothing", "broad"],
  ["untrusted", "broad"],
  ["broad", "broad"],
  ["broad", "nothing"],
  ["nothing", "nothing"],
];

export function faultRun(seed: number): FaultRun {
  const random = seeded(seed);
  const [old, last] = WAYS[seed % WAYS.length]!;
  const names = Object.keys(FAULTS);
  const picked = Array.from({ length: Math.floor(random() * 4) }, () => Math.floor(random() * names.length));
  const chosen = [...new Set(picked)].map((place) => names[place]!);
  const faults = chosen.map((name, index): FaultRule => {
    if (name === "a slow answer") return { service: "ecr", ...FAULTS[name], times: 1 };
    const dice = { probability: 0.02 + random() * 0.1, seed: seed * 10 + index };
    const burst = { times: 1 + Math.floor(random() * 5) };
    return { service: random() < 0.8 ? "ecr" : "sts", ...FAULTS[name], ...(random() < 0.5 ? dice : burst) };
  });
  return {
    seed,
    changes: backAndForth(old, last, random),
    faults,
    last,
    says: `${old} to ${last}, ${chosen.join(", ") || "no fault"}`,
  };
}

/** The old policies, then now these, now those, and for good the last ones. */
function backAndForth(old: View, last: View, random: () => number): Change[] {
  const until = random() * PROPAGATION_SECONDS;
  const flips = old === last ? 0 : 2 * Math.floor(random() * 5);
  const times = Array.from({ length: flips }, () => random() * until).sort((left, right) => left - right);
  const views = times.map((seconds, index): Change => ({ seconds, view: index % 2 ? old : last }));
  return [{ seconds: 0, view: old }, ...views, { seconds: until, view: last }];
}

export interface Moto {
  readonly client: MotoClient;
  stop(): Promise<void>;
}

export async function startSharedMoto(): Promise<Moto> {
  const moto = await startMoto();
  const client = new MotoClient(moto);
  return { client, stop: () => client.close().then(() => moto.stop()) };
}

export function prove(run: FaultRun, { client: moto }: Moto): Promise<Shown> {
  const { seed, changes, faults } = run;
  const clock = scaledClock(SECOND_MS, seeded(seed + 1));
  const account = String(100_000_000_000 + seed);
  return proveIn({ moto, account, clock, changes, faults, callMilliseconds: CALL_MS });
}

/** The same with the SDK's own retries, by the wall's clock. */
export function proveWithSdkRetries(
  { seed, changes, faults }: FaultRun,
  { client: moto }: Moto,
): Promise<Shown> {
  const account = String(200_000_000_000 + seed);
  const callMilliseconds = CALL_MS;
  return proveIn({ moto, account, clock: systemClock, changes, faults, callMilliseconds, sdkRetries: true });
}

const RESULTS: Readonly<Record<View, string>> = {
  right: "proved",
  broad: "contradicted",
  nothing: "contradicted",
  untrusted: "inconclusive",
};

/** What is not as it must be: a wrong verdict, a fault that was not healed, a run without an end. */
export function complaints({ last }: FaultRun, { cells, seconds }: Shown): string[] {
  const wrong = cells.filter(
    (cell) => cell.observed !== "inconclusive" && cell.observed !== truth(cell, last),
  );
  const { result } = resultOf(cells, { notAsked: [], interrupted: false });
  // a role that is denied everything has no control, so its denials show nothing; its allows contradict
  const open = last === "nothing" ? [] : cells.filter((cell) => cell.observed === "inconclusive");
  return [
    ...wrong.map(({ action, repository, observed }) => `wrong: ${action} ${repository} is not ${observed}`),
    ...(result === RESULTS[last] ? [] : [`${result}, and not ${RESULTS[last]}`]),
    ...open.map(({ action, repository, reason }) => `open: ${action} ${repository}: ${reason}`),
    ...(seconds > 6 * TIMEOUT_SECONDS ? [`it took ${seconds} s`] : []),
  ];
}

import type { Asker } from "./asker";
import type { CellToProve, ProvedCell } from "./cell";
import { backOff, type Clock } from "./clock";

/** Least time between two passes over the same denied cells, in milliseconds. */
export const PASS_MS = 5_000;

/** Denied cells asked between two looks at the positive control. */
const BATCH = 20;

export interface ProveDenialsProps {
  readonly asker: Pick<Asker, "ask" | "tally">;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** How long answers are asked for again that are not twice a denial, in milliseconds. */
  readonly timeout: number;
}

/** What one pass showed of a cell. */
type Seen = "allowed" | "denied" | undefined;

/**
 * Proves expected denials: each must be seen twice in a row, at least five seconds apart, while the same role's positive
 * control is allowed right before and right after. A role whose policy has not arrived, or is for a moment the old one
 * again, is denied everything, and such a denial shows nothing.
 */
export async function proveDenials(
  cells: readonly CellToProve[],
  control: CellToProve | undefined,
  props: ProveDenialsProps,
): Promise<ReadonlyMap<CellToProve, ProvedCell>> {
  const { asker, clock, signal, timeout } = props;
  const passes = new Map<CellToProve, Seen[]>(cells.map((cell) => [cell, []]));
  const deadline = clock.now() + timeout;
  for (let round = 0; ; round++) {
    const open = cells.filter((cell) => !isDecided(passes.get(cell)!));
    for (const batch of batches(open)) {
      const seen = await askBatch(batch, control, deadline, props);
      batch.forEach((cell, index) => passes.get(cell)!.push(seen[index]));
    }
    // once the time is over there is one more pass: a single denial needs its second
    const over = clock.now() >= deadline && round > 0;
    if (signal.aborted || over || !control || open.every((cell) => isDecided(passes.get(cell)!))) break;
    await clock.sleep(Math.max(PASS_MS, backOff(round, clock)), signal);
  }
  return new Map(cells.map((cell) => [cell, provedDenial(cell, passes.get(cell)!, control, asker)]));
}

const isDecided = (seen: readonly Seen[]) => seen.at(-1) === "denied" && seen.at(-2) === "denied";

function* batches(cells: readonly CellToProve[]): Generator<readonly CellToProve[]> {
  for (let start = 0; start < cells.length; start += BATCH) yield cells.slice(start, start + BATCH);
}

/** Asks a batch between two looks at the control, again until both are allowed or the time is over. */
async function askBatch(
  batch: readonly CellToProve[],
  control: CellToProve | undefined,
  deadline: number,
  { asker, clock, signal }: ProveDenialsProps,
): Promise<Seen[]> {
  for (let tries = 0; ; tries++) {
    const before = await controlIsAllowed(control, deadline, asker);
    const findings = await Promise.all(batch.map((cell) => asker.ask(cell, deadline)));
    const after = await controlIsAllowed(control, deadline, asker);
    const seen = findings.map(({ observed }) =>
      observed === "denied" && !(before && after) ? undefined : observed,
    );
    if ((before && after) || !control || signal.aborted || clock.now() >= deadline) return seen;
    await clock.sleep(Math.min(backOff(tries, clock), deadline - clock.now()), signal);
  }
}

async function controlIsAllowed(
  control: CellToProve | undefined,
  deadline: number,
  asker: Pick<Asker, "ask" | "tally">,
): Promise<boolean> {
  if (!control) return false;
  const { observed, missing } = await asker.ask(control, deadline);
  return observed === "allowed" && !missing;
}

function provedDenial(
  cell: CellToProve,
  seen: readonly Seen[],
  control: CellToProve | undefined,
  asker: Pick<Asker, "ask" | "tally">,
): ProvedCell {
  const { attempts, last } = asker.tally(cell);
  const proved = (observed: ProvedCell["observed"], reason: string): ProvedCell => {
    return { ...cell, observed, reason, attempts, requestId: last.requestId ?? "" };
  };
  if (seen.at(-1) === "allowed") return proved("allowed", last.reason);
  if (isDecided(seen)) return proved("denied", last.reason);
  if (last.observed !== "denied") return proved("inconclusive", last.reason);
  if (!control)
    return proved(
      "inconclusive",
      "denied, but nothing that the role should be allowed was: it shows nothing",
    );
  const reason =
    seen.at(-1) === "denied"
      ? "denied once, and not a second time before"
      : "denied, but so was the positive control";
  return proved("inconclusive", reason);
}

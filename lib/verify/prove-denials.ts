import type { Asker } from "./asker";
import type { CellToProve, ProvedCell } from "./cell";
import type { Clock } from "./clock";
import type { Finding } from "./judge";
import type { Turn } from "./turns";

/** Least time between two passes over the same denied cells, in milliseconds. */
export const PASS_MS = 5_000;

/** Denied cells asked between two looks at the positive control. */
export const BATCH = 50;

export interface ProveDenialsProps {
  readonly asker: Pick<Asker, "ask" | "tally">;
  readonly clock: Clock;
  readonly turn: Pick<Turn, "giveWay">;
  readonly signal: AbortSignal;
  /** When IAM's changes from before the run must have arrived, in milliseconds since 1970. */
  readonly deadline: number;
}

export interface Denials {
  readonly cells: ReadonlyMap<CellToProve, ProvedCell>;
  /** Was everything denied, and the control allowed, each time? Else the role's policies may have been changing. */
  readonly settled: boolean;
}

/** What one pass showed of a cell; `unbacked`: denied, while the positive control was not seen allowed. */
type Seen = "allowed" | "denied" | "unbacked" | undefined;

/**
 * Proves expected denials: two passes over all of them, at least five seconds apart, each denied between two looks at the
 * same role's positive control that find it allowed. A role whose policies have not arrived, or are the old ones again for a
 * moment, is denied everything, and such a denial shows nothing. At the first sign of that, or of a grant that lingers, all
 * that was seen counts for nothing: the deadline is waited for, and two more passes decide.
 */
export async function proveDenials(
  cells: readonly CellToProve[],
  control: CellToProve | undefined,
  { asker, clock, turn, signal, deadline }: ProveDenialsProps,
): Promise<Denials> {
  const seen = new Map<CellToProve, Seen[]>(cells.map((cell) => [cell, []]));
  const pass = async (): Promise<void> => {
    let before = await lookAt(control, deadline, asker);
    let isLost = false;
    for (let start = 0; start < cells.length; start += BATCH) {
      const batch = cells.slice(start, start + BATCH);
      const isAnswered: boolean = !isLost && (before !== undefined || !control);
      const answers: readonly Finding[] = isAnswered
        ? await Promise.all(batch.map((cell) => asker.ask(cell, deadline)))
        : [];
      const after = isAnswered ? await lookAt(control, deadline, asker) : undefined;
      // each of them was asked for as long as it may take: the others would wait in vain as long
      isLost ||= isAnswered && answers.every(isUnanswered);
      const isBacked = before === "allowed" && after === "allowed";
      batch.forEach((cell, index) => {
        const observed = answers[index]?.observed;
        seen.get(cell)!.push(observed === "denied" && !isBacked ? "unbacked" : observed);
      });
      before = after;
    }
  };
  const twoPasses = async (): Promise<void> => {
    await pass();
    turn.giveWay();
    await clock.sleep(PASS_MS, signal);
    await pass();
  };
  const sawAny = (...answers: readonly Seen[]) =>
    [...seen.values()].some((each) => each.some((one) => answers.includes(one)));

  if (cells.length) await twoPasses();
  const settled = !sawAny("allowed", "unbacked", undefined);
  // without a control no denial will count, but what is allowed contradicts, unless it is an old grant
  if (!settled && (control || sawAny("allowed")) && !signal.aborted) {
    await clock.sleep(Math.max(PASS_MS, deadline - clock.now()), signal);
    await twoPasses();
  }
  return { settled, cells: new Map(cells.map((cell) => [cell, decided(cell, seen.get(cell)!, asker)])) };
}

/** Was it throttled, refused or failed to the end? */
function isUnanswered({ observed, retryable, session }: Finding): boolean {
  return observed === undefined && (retryable || session === true);
}

/** What the positive control is at the moment. */
async function lookAt(
  control: CellToProve | undefined,
  deadline: number,
  asker: Pick<Asker, "ask">,
): Promise<"allowed" | "denied" | undefined> {
  if (!control) return undefined;
  const { observed, missing } = await asker.ask(control, deadline);
  return missing ? undefined : observed;
}

/** The last two passes decide, if they agree. */
function decided(cell: CellToProve, seen: readonly Seen[], asker: Pick<Asker, "tally">): ProvedCell {
  const { attempts, last } = asker.tally(cell);
  const [first, second] = seen.slice(-2);
  const proved = (observed: ProvedCell["observed"], reason: string): ProvedCell => {
    return { ...cell, observed, reason, attempts, requestId: last.requestId ?? "" };
  };
  if (first === second && (second === "allowed" || second === "denied")) return proved(second, last.reason);
  if (!last.observed) return proved("inconclusive", last.reason);
  if ([first, second].includes("allowed"))
    return proved("inconclusive", "it was allowed at one time and not at another");
  if ([first, second].includes("unbacked"))
    return proved("inconclusive", "denied, but nothing was seen allowed beside it: it shows nothing");
  return proved("inconclusive", "denied once, and not a second time");
}

import { Presets, SingleBar } from "cli-progress";
import { type CellToProve, expectation } from "../../lib/verify/cell";
import { BATCH } from "../../lib/verify/prove-denials";

/** Calls a second, one at a time, that the estimate goes by: ECR publishes no rate for most of its calls. */
const CALLS_A_SECOND = 20;

export interface Progress {
  /** A call was made. */
  call(): void;
  /** So many cells are done. */
  done(cells: number): void;
  end(): void;
}

/** Says on stderr how many calls are to come and how long they may take; on a terminal a bar goes along. */
export function startProgress(cells: readonly CellToProve[], concurrency: number): Progress {
  const calls = callsFor(cells);
  const denials = cells.some((cell) => expectation(cell) === "denied");
  const seconds = Math.ceil(calls / (CALLS_A_SECOND * concurrency)) + (denials ? 5 : 0);
  console.error(
    `${cells.length} cells, some ${calls} calls, at most ${concurrency} at a time: about ${seconds} s`,
  );
  const bar = new SingleBar(
    {
      format: `{bar} {cells} of ${cells.length} cells, {rate} calls/s, {eta_formatted} left`,
      stream: process.stderr,
      hideCursor: true,
      clearOnComplete: true,
    },
    Presets.shades_classic,
  );
  const started = Date.now();
  let made = 0;
  let finished = 0;
  const payload = () => ({
    cells: finished,
    rate: Math.round((made * 1_000) / Math.max(1, Date.now() - started)),
  });
  if (process.stderr.isTTY) bar.start(calls, 0, payload());
  return {
    call: () => bar.update(++made, payload()),
    done: (count) => {
      finished += count;
      bar.update(payload());
    },
    end: () => bar.stop(),
  };
}

/** A denial is asked twice, and the role's positive control is looked at around each batch of them; each role is assumed, and says who it is. */
function callsFor(cells: readonly CellToProve[]): number {
  const denials = new Map<string, number>();
  for (const cell of cells) {
    const isDenial = expectation(cell) === "denied";
    denials.set(cell.role, (denials.get(cell.role) ?? 0) + Number(isDenial));
  }
  return [...denials.values()].reduce(
    (sum, count) => sum + 2 + (count && 2 * (1 + Math.ceil(count / BATCH)) + count),
    cells.length,
  );
}

import { Presets, SingleBar } from "cli-progress";
import { type CellToProve, expectation } from "../../lib/verify/cell";

/** Calls a second that a first guess goes by: ECR publishes no rate for most of its calls. */
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
  // a denial is asked twice, and a look at the role's positive control stands around each twenty of them
  const denials = cells.filter((cell) => expectation(cell) === "denied").length;
  const calls = cells.length + denials + Math.ceil(denials / 20) * 4;
  const seconds = Math.ceil(calls / (CALLS_A_SECOND * concurrency)) + (denials ? 5 : 0);
  console.error(
    `${cells.length} cells, some ${calls} calls, at ${concurrency} at a time: about ${seconds} s`,
  );
  const bar = new SingleBar(
    {
      format: "{bar} {value} of {total} cells, {calls} calls, {rate} calls/s, {eta_formatted} left",
      stream: process.stderr,
      hideCursor: true,
      clearOnComplete: true,
    },
    Presets.shades_classic,
  );
  const started = Date.now();
  let made = 0;
  const payload = () => ({
    calls: made,
    rate: Math.round((made * 1_000) / Math.max(1, Date.now() - started)),
  });
  if (process.stderr.isTTY) bar.start(cells.length, 0, payload());
  return {
    call: () => {
      made++;
      bar.update(payload());
    },
    done: (count) => bar.increment(count, payload()),
    end: () => bar.stop(),
  };
}

import { abortable } from "./abortable";
import type { Asker } from "./asker";
import { type CellToProve, expectation, type ProvedCell } from "./cell";
import { backOff, type Clock } from "./clock";
import { PASS_MS, proveDenials } from "./prove-denials";
import type { Pulse } from "./pulse";
import { mayOpenLater, noSession, type RoleSession } from "./role-session";
import type { Secrets } from "./secrets";
import type { Turn } from "./turns";

export interface ProveRoleProps {
  readonly session: RoleSession;
  readonly asker: Asker;
  readonly turn: Turn;
  readonly clock: Clock;
  readonly pulse: Pulse;
  readonly secrets: Pick<Secrets, "hide">;
  readonly signal: AbortSignal;
  /** How long IAM's changes may take to arrive, in milliseconds: an answer that is not the expected one is asked for again. */
  readonly timeout: number;
}

/**
 * Proves the cells of one role. Expected allows first, each asked until it is seen or the time is over, for IAM's changes
 * take time to arrive; one of them is the positive control, without which no denial means anything; then the denials. If
 * those found that the role's policies were changing, the allows are asked for once more.
 */
export async function proveRole(cells: readonly CellToProve[], props: ProveRoleProps): Promise<ProvedCell[]> {
  const without = await openSession(props);
  if (without !== undefined) return cells.map((cell) => inconclusive(cell, without));
  const { asker, clock, turn, signal, timeout } = props;
  const expected = (answer: "allowed" | "denied" | undefined) =>
    cells.filter((cell) => expectation(cell) === answer);
  const askAllowed = (deadline: number) =>
    Promise.all(expected("allowed").map((cell) => asker.askUntil("allowed", cell, deadline)));
  const deadline = clock.now() + timeout;
  await askAllowed(deadline);
  await Promise.all(expected(undefined).map((cell) => asker.ask(cell, deadline)));
  const control = expected("allowed").find((cell) => isAllowed(asker, cell));
  const denials = await proveDenials(expected("denied"), control, { asker, clock, turn, signal, deadline });
  if (!denials.settled && control) await askAllowed(clock.now() + 2 * PASS_MS);
  return cells.map((cell) => denials.cells.get(cell) ?? provedAsAsked(cell, props));
}

/** Opens the session, asking again while it may yet succeed. @returns why there is none */
async function openSession(props: ProveRoleProps): Promise<string | undefined> {
  const { session, turn, clock, pulse, secrets, signal, timeout } = props;
  const deadline = clock.now() + timeout;
  for (let tries = 0; ; tries++) {
    try {
      await turn.take(() => abortable(() => session.open(signal), signal));
      pulse.beat();
      return undefined;
    } catch (error) {
      if (!signal.aborted) pulse.count(error);
      if (signal.aborted) return (signal.reason as Error).message;
      if (!mayOpenLater(error) || clock.now() >= deadline) return secrets.hide(noSession(error));
      await clock.sleep(Math.min(backOff(tries, clock), deadline - clock.now()), signal);
    }
  }
}

function isAllowed(asker: Asker, cell: CellToProve): boolean {
  const { observed, missing } = asker.tally(cell).last;
  return observed === "allowed" && !missing;
}

/**
 * The last answer is the cell's; but a repository that is not there shows no expected allow, and a denial that was still
 * being asked again when the run ended shows nothing.
 */
function provedAsAsked(cell: CellToProve, { asker, signal }: ProveRoleProps): ProvedCell {
  const { attempts, last } = asker.tally(cell);
  const wanted = expectation(cell);
  const proved = (observed: ProvedCell["observed"], reason: string): ProvedCell => {
    return { ...cell, observed, reason, attempts, requestId: last.requestId ?? "" };
  };
  if (last.missing && wanted !== "denied") return proved("inconclusive", last.reason);
  if (signal.aborted && last.observed !== wanted)
    return proved("inconclusive", (signal.reason as Error).message);
  return proved(last.observed ?? "inconclusive", last.reason);
}

/** A cell that shows nothing. */
export function inconclusive(cell: CellToProve, reason: string): ProvedCell {
  return { ...cell, observed: "inconclusive", reason, attempts: 0, requestId: "" };
}

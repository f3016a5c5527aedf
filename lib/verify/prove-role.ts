import { abortable } from "./abortable";
import type { Asker } from "./asker";
import { type CellToProve, expectation, type ProvedCell } from "./cell";
import { backOff, type Clock } from "./clock";
import { proveDenials } from "./prove-denials";
import { mayOpenLater, noSession, type RoleSession } from "./role-session";

export interface ProveRoleProps {
  readonly session: RoleSession;
  readonly asker: Asker;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** How long an answer that is not the expected one is asked for again, in milliseconds. */
  readonly timeout: number;
}

/**
 * Proves the cells of one role. Expected allows first, each asked until it is seen or the time is over, for IAM's changes
 * take time to arrive; one of them is the positive control, without which no denial means anything; then the denials.
 */
export async function proveRole(cells: readonly CellToProve[], props: ProveRoleProps): Promise<ProvedCell[]> {
  const { asker, clock, timeout } = props;
  const without = await openSession(props);
  if (without !== undefined) return cells.map((cell) => inconclusive(cell, without));

  const expected = (answer: "allowed" | "denied" | undefined) =>
    cells.filter((cell) => expectation(cell) === answer);
  const until = clock.now() + timeout;
  await Promise.all(expected("allowed").map((cell) => asker.askUntil("allowed", cell, until)));
  await Promise.all(expected(undefined).map((cell) => asker.ask(cell, until)));
  const control = expected("allowed").find((cell) => isAllowed(asker, cell));
  const denials = await proveDenials(expected("denied"), control, props);
  return cells.map((cell) => denials.get(cell) ?? provedAsAsked(cell, props));
}

/** Opens the session, asking again while it may yet succeed. @returns why there is none */
async function openSession({ session, clock, signal, timeout }: ProveRoleProps): Promise<string | undefined> {
  const deadline = clock.now() + timeout;
  for (let tries = 0; ; tries++) {
    try {
      await abortable(session.ecr(), signal);
      return undefined;
    } catch (error) {
      if (signal.aborted) return "interrupted";
      if (!mayOpenLater(error) || clock.now() >= deadline) return noSession(error);
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
 * being asked again when the run was interrupted shows nothing.
 */
function provedAsAsked(cell: CellToProve, { asker, signal }: ProveRoleProps): ProvedCell {
  const { attempts, last } = asker.tally(cell);
  const wanted = expectation(cell);
  const proved = (observed: ProvedCell["observed"], reason: string): ProvedCell => {
    return { ...cell, observed, reason, attempts, requestId: last.requestId ?? "" };
  };
  if (last.missing && wanted !== "denied") return proved("inconclusive", last.reason);
  if (signal.aborted && last.observed !== wanted) return proved("inconclusive", "interrupted");
  return proved(last.observed ?? "inconclusive", last.reason);
}

function inconclusive(cell: CellToProve, reason: string): ProvedCell {
  return { ...cell, observed: "inconclusive", reason, attempts: 0, requestId: "" };
}

import type { ECRClient } from "@aws-sdk/client-ecr";
import { abortable } from "./abortable";
import type { CellToProve } from "./cell";
import { backOff, type Clock } from "./clock";
import { type Finding, judgeAnswer, judgeError } from "./judge";
import { probeOf } from "./probes";
import { mayOpenLater, noSession, type RoleSession } from "./role-session";
import { CALL_MS } from "./target";

/** Runs at most so many things at once. */
export type Limit = <T>(work: () => Promise<T>) => Promise<T>;

export interface AskerProps {
  readonly session: RoleSession;
  /** The session's own ARN. */
  readonly caller: string;
  /** The ARN of a repository by its plain name, `*` for `*`. */
  readonly resourceOf: (repository: string) => string;
  readonly limit: Limit;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Called after every call. */
  readonly onCall?: () => void;
}

/** All that is known of a cell so far. */
export interface Tally {
  readonly attempts: number;
  readonly last: Finding;
}

const UNASKED: Finding = { reason: "it was not asked", retryable: true };
const INTERRUPTED: Finding = { reason: "interrupted", retryable: false };

/** Asks the service as one role, heals what is transient, and keeps count for each cell. */
export class Asker {
  private readonly tallies = new Map<CellToProve, Tally>();

  constructor(private readonly props: AskerProps) {}

  tally(cell: CellToProve): Tally {
    return this.tallies.get(cell) ?? { attempts: 0, last: UNASKED };
  }

  /**
   * Asks until there is an answer that shows something. Throttling, network and server errors and refused credentials
   * are asked again, with a new session for the last, until the deadline; what can't change is not.
   */
  async ask(cell: CellToProve, deadline: number): Promise<Finding> {
    const { clock, signal, session } = this.props;
    for (let tries = 0; ; tries++) {
      const finding = await this.askOnce(cell);
      if (finding.session) session.drop();
      const goOn = (finding.retryable || finding.session) && !signal.aborted && clock.now() < deadline;
      if (finding.observed || !goOn) return finding;
      await clock.sleep(Math.min(backOff(tries, clock), deadline - clock.now()), signal);
    }
  }

  /** Asks until the answer is the wanted one, or the deadline has passed. */
  async askUntil(wanted: "allowed" | "denied", cell: CellToProve, deadline: number): Promise<void> {
    const { clock, signal } = this.props;
    for (let tries = 0; ; tries++) {
      const finding = await this.ask(cell, deadline);
      const done = !finding.observed || (finding.observed === wanted && !finding.missing);
      if (done || signal.aborted || clock.now() >= deadline) return;
      await clock.sleep(Math.min(backOff(tries, clock), deadline - clock.now()), signal);
    }
  }

  private async askOnce(cell: CellToProve): Promise<Finding> {
    const { limit, signal, onCall } = this.props;
    const finding = await limit(() => (signal.aborted ? Promise.resolve(INTERRUPTED) : this.call(cell)));
    if (finding === INTERRUPTED && this.tallies.has(cell)) return finding;
    const { attempts } = this.tally(cell);
    this.tallies.set(cell, { attempts: finding === INTERRUPTED ? attempts : attempts + 1, last: finding });
    onCall?.();
    return finding;
  }

  private async call(cell: CellToProve): Promise<Finding> {
    const { session, caller, resourceOf, signal } = this.props;
    const probe = probeOf(cell.action);
    if (!probe) return { reason: "it can't be asked without changing something", retryable: false };
    const asked = { caller, action: cell.action, resource: resourceOf(cell.repository) };
    let ecr: ECRClient;
    try {
      ecr = await abortable(session.ecr(), signal);
    } catch (error) {
      return signal.aborted ? INTERRUPTED : { reason: noSession(error), retryable: mayOpenLater(error) };
    }
    try {
      const bounded = AbortSignal.any([signal, AbortSignal.timeout(CALL_MS)]);
      return judgeAnswer(asked, await probe.ask(ecr, cell.repository, bounded));
    } catch (error) {
      return signal.aborted ? INTERRUPTED : judgeError(asked, probe, error);
    }
  }
}

import type { ECRClient } from "@aws-sdk/client-ecr";
import { abortable } from "./abortable";
import type { CellToProve } from "./cell";
import { backOff, type Clock } from "./clock";
import { type Finding, judgeAnswer, judgeError } from "./judge";
import { probeOf } from "./probes";
import type { Pulse } from "./pulse";
import { mayOpenLater, noSession, type RoleSession } from "./role-session";
import type { Secrets } from "./secrets";
import type { Turn } from "./turns";

/** What is transient is asked again for so long, however late it is, unless the timeout is shorter; in milliseconds. */
const HEALING_MS = 60_000;

export interface AskerProps {
  readonly session: RoleSession;
  /** The session's own ARN. */
  readonly caller: string;
  /** The ARN of a repository by its plain name, `*` for `*`. */
  readonly resourceOf: (repository: string) => string;
  readonly turn: Pick<Turn, "take">;
  readonly clock: Clock;
  readonly pulse: Pulse;
  readonly secrets: Pick<Secrets, "hide">;
  readonly signal: AbortSignal;
  /** How long IAM's changes may take to arrive, in milliseconds. */
  readonly timeout: number;
  /** Called after every call. */
  readonly onCall?: () => void;
}

/** All that is known of a cell so far. */
export interface Tally {
  readonly attempts: number;
  readonly last: Finding;
}

const UNASKED: Finding = { reason: "it was not asked", retryable: true };

/** Asks the service as one role, heals what is transient, and keeps count for each cell. */
export class Asker {
  private readonly tallies = new Map<CellToProve, Tally>();

  constructor(private readonly props: AskerProps) {}

  tally(cell: CellToProve): Tally {
    return this.tallies.get(cell) ?? { attempts: 0, last: UNASKED };
  }

  /**
   * Asks until there is an answer that shows something. Throttling, network and server errors and refused credentials
   * are asked again, with a new session for the last, until the deadline, or for a minute if that is later; what
   * can't change is not.
   */
  async ask(cell: CellToProve, deadline: number): Promise<Finding> {
    const { clock, signal, timeout } = this.props;
    const last = Math.max(deadline, clock.now() + Math.min(HEALING_MS, timeout));
    for (let tries = 0; ; tries++) {
      const finding = await this.askOnce(cell);
      const goOn = (finding.retryable || finding.session) && !signal.aborted && clock.now() < last;
      if (finding.observed || !goOn) return finding;
      await clock.sleep(Math.min(backOff(tries, clock), last - clock.now()), signal);
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
    const { turn, signal, onCall } = this.props;
    const said = await turn.take(async () => (signal.aborted ? undefined : this.call(cell)));
    if (!said) return this.interrupted(cell);
    const finding = this.shown(said);
    this.tallies.set(cell, { attempts: this.tally(cell).attempts + 1, last: finding });
    onCall?.();
    return finding;
  }

  /** Others' words as they may be kept: without secrets, and of bounded length, for there are as many as there are cells. */
  private shown(finding: Finding): Finding {
    const { secrets } = this.props;
    const { reason, requestId } = finding;
    return {
      ...finding,
      reason: secrets.hide(reason),
      ...(requestId !== undefined && { requestId: secrets.hide(requestId) }),
    };
  }

  /** The run has ended: what was known of the cell stays. */
  private interrupted(cell: CellToProve): Finding {
    const finding = { reason: (this.props.signal.reason as Error).message, retryable: false };
    if (!this.tallies.has(cell)) this.tallies.set(cell, { attempts: 0, last: finding });
    return finding;
  }

  /** @returns undefined when the run ended meanwhile */
  private async call(cell: CellToProve): Promise<Finding | undefined> {
    const { session, caller, resourceOf, pulse, signal } = this.props;
    const probe = probeOf(cell.action);
    if (!probe) return { reason: "it can't be asked without changing something", retryable: false };
    const asked = { caller, action: cell.action, resource: resourceOf(cell.repository) };
    let ecr: ECRClient;
    try {
      ecr = session.current ?? (await abortable(() => session.ecr(signal), signal));
    } catch (error) {
      if (signal.aborted) return undefined;
      pulse.count(error);
      return { reason: noSession(error), retryable: mayOpenLater(error) };
    }
    try {
      const answer = await abortable(() => probe.ask(ecr, cell.repository), signal);
      pulse.beat();
      return judgeAnswer(asked, answer);
    } catch (error) {
      if (signal.aborted) return undefined;
      const finding = judgeError(asked, probe, error);
      if (finding.retryable) pulse.count(error);
      else pulse.beat();
      if (finding.session) session.drop(ecr);
      return finding;
    }
  }
}

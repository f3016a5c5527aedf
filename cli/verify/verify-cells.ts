import type { Registry } from "../../lib/config/registry";
import type { CellToProve, ProvedCell } from "../../lib/verify/cell";
import { type Clock, systemClock } from "../../lib/verify/clock";
import { prove, type RoleToProve } from "../../lib/verify/prove";
import { inconclusive } from "../../lib/verify/prove-role";
import { resultOf, type Verification } from "../../lib/verify/result";
import type { Secrets } from "../../lib/verify/secrets";
import { type Target, target as targetOf } from "../../lib/verify/target";
import { type Caller, whoAmI } from "./caller";
import type { CellsToProve } from "./cells";
import type { Progress } from "./progress";
import { assumption } from "./roles";
import { workflowSession } from "./web-identity";

export interface VerifyCellsOptions {
  /** How long an answer that is not the expected one is asked for again, in seconds. */
  readonly timeout: number;
  /** Most calls at the same time. */
  readonly concurrency: number;
  /** Ends the run with what is known by then. */
  readonly signal: AbortSignal;
  /** What must not be shown; the run adds to it. */
  readonly secrets: Secrets;
  /**
   * Commit of the checkout, for the reports.
   *
   * @default - none is named
   */
  readonly commit?: string;
  /** Starts to show how far the cells are. */
  readonly progress?: (cells: readonly CellToProve[]) => Progress;
  /** @default - the system's */
  readonly clock?: Clock;
  /** @default - what the AWS settings point to */
  readonly target?: Target;
}

/** Proves the cells as whoever the AWS settings name. */
export async function verifyCells(
  registry: Registry,
  { cells, notAsked, of }: CellsToProve,
  options: VerifyCellsOptions,
): Promise<Verification> {
  const { signal, commit, clock = systemClock } = options;
  const startedAt = new Date(clock.now());
  const { caller, proved } = await proveThem(registry, cells, options);
  const finishedAt = new Date(clock.now());
  const interrupted = signal.aborted;
  return {
    version: 1,
    account: registry.account,
    region: registry.region,
    ...(caller && { caller }),
    ...(commit && { commit }),
    startedAt: startedAt.toISOString(),
    finishedAt: finishedAt.toISOString(),
    ...resultOf(proved, { notAsked, interrupted }),
    ...(cells.length < of && { sampled: { asked: cells.length, of } }),
    cells: proved,
  };
}

async function proveThem(
  registry: Registry,
  cells: readonly CellToProve[],
  { timeout, concurrency, signal, secrets, progress: start, clock = systemClock, target }: VerifyCellsOptions,
): Promise<{ caller?: string; proved: readonly ProvedCell[] }> {
  const { region } = registry;
  let caller: Caller;
  try {
    caller = await whoAmI(registry, signal, secrets);
  } catch (error) {
    if (!signal.aborted) throw error;
    return { proved: cells.map((cell) => inconclusive(cell, "interrupted")) };
  }
  const workflow = workflowSession({ region, sts: caller.sts, environment: process.env, secrets });
  const { roles, unasked } = split(cells, (name) => assumption(registry, name, caller.arn, workflow));
  const progress = start?.(roles.flatMap((role) => role.cells));
  const proved = await prove({
    location: registry,
    roles,
    target: target ?? targetOf({ region }),
    clock,
    signal,
    timeout: timeout * 1_000,
    concurrency,
    secrets,
    onCall: () => progress?.call(),
    onRole: (done) => progress?.done(done.length),
  }).finally(() => progress?.end());
  return { caller: caller.arn, proved: inOrder(cells, [...proved, ...unasked]) };
}

/** Cells by role; those of a role that can't be assumed from here are answered at once. */
function split(
  cells: readonly CellToProve[],
  assumptionOf: (role: string) => ReturnType<typeof assumption>,
): { roles: RoleToProve[]; unasked: ProvedCell[] } {
  const byRole = new Map<string, CellToProve[]>();
  for (const cell of cells) {
    const ofRole = byRole.get(cell.role);
    if (ofRole) ofRole.push(cell);
    else byRole.set(cell.role, [cell]);
  }
  const roles: RoleToProve[] = [];
  const unasked: ProvedCell[] = [];
  for (const [name, ofRole] of byRole) {
    const assumed = assumptionOf(name);
    if ("role" in assumed) roles.push({ role: assumed.role, cells: ofRole });
    else unasked.push(...ofRole.map((cell) => inconclusive(cell, assumed.why)));
  }
  return { roles, unasked };
}

function inOrder(cells: readonly CellToProve[], proved: readonly ProvedCell[]): ProvedCell[] {
  const key = ({ role, action, repository }: CellToProve) => [role, action, repository].join(" ");
  const byKey = new Map(proved.map((cell) => [key(cell), cell]));
  return cells.map((cell) => byKey.get(key(cell))!);
}

import { ECRClient } from "@aws-sdk/client-ecr";
import { callerIdentity } from "../../lib/credentials/caller";
import type { Registry } from "../../lib/config/registry";
import type { CellToProve, ProvedCell } from "../../lib/verify/cell";
import { systemClock } from "../../lib/verify/clock";
import { prove, type RoleToProve } from "../../lib/verify/prove";
import { resultOf, type Verification } from "../../lib/verify/result";
import { target } from "../../lib/verify/target";
import { requireAnswers, resolveEndpoints } from "../endpoints";
import { UsageError, WorkError } from "../failure";
import type { CellsToProve } from "./cells";
import type { Progress } from "./progress";
import { assumption } from "./roles";

/**
 * The caller's ARN, once it is known to be of the registry's account, and the SDK set to the registry's region.
 *
 * @throws {UsageError} before any other call is made
 */
export async function whoAmI(registry: Registry): Promise<string> {
  const { account, region } = registry;
  const ambient = await new ECRClient({}).config.region().catch(() => undefined);
  if (ambient !== undefined && ambient !== region) {
    throw new UsageError(
      `the region must be the registry's, ${region}, got ${JSON.stringify(ambient)} from the AWS settings here`,
    );
  }
  await requireAnswers(await resolveEndpoints(region));
  const caller = await callerIdentity({ region }).catch((error: Error) => {
    throw new WorkError(`who the caller is can't be found out: ${error.name}: ${error.message}`);
  });
  if (caller.account !== account) {
    throw new UsageError(
      `the caller must be of the registry's account, ${account}, got ${JSON.stringify(caller.account)}`,
    );
  }
  return caller.arn;
}

export interface VerifyCellsOptions {
  /** How long an answer that is not the expected one is asked for again, in seconds. */
  readonly timeout: number;
  /** Most calls at the same time. */
  readonly concurrency: number;
  /** Ends the run with what is known by then. */
  readonly signal: AbortSignal;
  /** Starts to show how far the cells are. */
  readonly progress?: (cells: readonly CellToProve[]) => Progress;
}

/** Proves the cells as that caller. */
export async function verifyCells(
  registry: Registry,
  { cells, notAsked, of }: CellsToProve,
  caller: string,
  { timeout, concurrency, signal, progress: start }: VerifyCellsOptions,
): Promise<Verification> {
  const startedAt = new Date().toISOString();
  const { roles, unasked } = split(registry, cells, caller);
  const progress = start?.(roles.flatMap((role) => role.cells));
  const proved = await prove({
    location: registry,
    roles,
    target: target({ region: registry.region }),
    clock: systemClock,
    signal,
    timeout: timeout * 1_000,
    concurrency,
    onCall: () => progress?.call(),
    onRole: (done) => progress?.done(done.length),
  }).finally(() => progress?.end());
  const all = inOrder(cells, [...proved, ...unasked]);
  return {
    version: 1,
    account: registry.account,
    region: registry.region,
    startedAt,
    finishedAt: new Date().toISOString(),
    ...resultOf(all, signal.aborted ? [...notAsked, "interrupted"] : notAsked),
    cells: all,
    ...(cells.length < of && { sampled: { asked: cells.length, of } }),
  };
}

/** Cells by role; those of a role that can't be assumed from here are answered at once. */
function split(
  registry: Registry,
  cells: readonly CellToProve[],
  caller: string,
): { roles: RoleToProve[]; unasked: ProvedCell[] } {
  const roles: RoleToProve[] = [];
  const unasked: ProvedCell[] = [];
  for (const name of new Set(cells.map((cell) => cell.role))) {
    const ofRole = cells.filter((cell) => cell.role === name);
    const assumed = assumption(registry, name, caller);
    if ("role" in assumed) roles.push({ role: assumed.role, cells: ofRole });
    else
      unasked.push(
        ...ofRole.map((cell): ProvedCell => ({
          ...cell,
          observed: "inconclusive",
          reason: assumed.why,
          attempts: 0,
          requestId: "",
        })),
      );
  }
  return { roles, unasked };
}

function inOrder(cells: readonly CellToProve[], proved: readonly ProvedCell[]): ProvedCell[] {
  const key = ({ role, action, repository }: CellToProve) => [role, action, repository].join(" ");
  const byKey = new Map(proved.map((cell) => [key(cell), cell]));
  return cells.map((cell) => byKey.get(key(cell))!);
}

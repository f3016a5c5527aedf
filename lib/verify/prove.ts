import { setMaxListeners } from "node:events";
import { ECRClient } from "@aws-sdk/client-ecr";
import { type RegistryLocation, repositoryArn } from "../aws/arn";
import { Asker } from "./asker";
import type { CellToProve, ProvedCell } from "./cell";
import type { Clock } from "./clock";
import { openConnections, sharedConnections } from "./connections";
import { unseenRepositories } from "./existence";
import { inconclusive, proveRole } from "./prove-role";
import { Pulse } from "./pulse";
import { RoleSession, type RoleToAssume } from "./role-session";
import { Secrets } from "./secrets";
import type { Target } from "./target";
import { type Turn, Turns } from "./turns";

/** A role, and what is to be proved of it. */
export interface RoleToProve {
  readonly role: RoleToAssume;
  readonly cells: readonly CellToProve[];
}

export interface ProveProps {
  readonly location: RegistryLocation;
  readonly roles: readonly RoleToProve[];
  readonly target: Target;
  readonly clock: Clock;
  /** Ends the run: what is not known by then is inconclusive. */
  readonly signal: AbortSignal;
  /** How long IAM's changes may take to arrive, in milliseconds: an answer that is not the expected one is asked for again. */
  readonly timeout: number;
  /** Most calls at the same time. */
  readonly concurrency: number;
  /**
   * Values that no cell's reason may hold, beside the sessions' own.
   *
   * @default - none
   */
  readonly secrets?: Secrets;
  /** Called after every call that was made for a cell. */
  readonly onCall?: () => void;
  /** Called when a role's cells are done. */
  readonly onRole?: (cells: readonly ProvedCell[]) => void;
}

/** Longest silence of the service beyond the timeout, in milliseconds. */
const SILENCE_MS = 60_000;

type Run = Omit<ProveProps, "roles"> & {
  readonly pulse: Pulse;
  readonly secrets: Secrets;
};

/** Asks every cell of every role. The order of the cells is kept. */
export async function prove(props: ProveProps): Promise<ProvedCell[]> {
  const { roles, target, clock, timeout, concurrency, secrets = new Secrets(), onRole } = props;
  const ended = new AbortController();
  setMaxListeners(0, ended.signal);
  const end = () => ended.abort(new Error("interrupted"));
  if (props.signal.aborted) end();
  props.signal.addEventListener("abort", end, { once: true });
  const pulse = new Pulse(clock, timeout + SILENCE_MS, (reason) => ended.abort(reason));
  const connections = openConnections(target, concurrency);
  const requestHandler = sharedConnections(connections, ended.signal, target.callMilliseconds);
  const ecr = { ...target.ecr, requestHandler, cacheMiddleware: true };
  const deployer = new ECRClient(ecr);
  const { credentials } = deployer.config; // looked up once, not for each role
  const run: Run = {
    ...props,
    target: { ...target, ecr, sts: { ...target.sts, requestHandler, credentials } },
    pulse,
    secrets,
    signal: ended.signal,
  };
  try {
    const turns = new Turns(concurrency);
    const unseen = await unseenRepositories(deployer, namesOf(roles), { ...run, turn: turns.of(0) });
    const prove = async (role: RoleToProve, place: number) => {
      const cells = await proveSeen(role, unseen, { ...run, turn: turns.of(place) });
      onRole?.(cells);
      return cells;
    };
    const proved = await Promise.all(roles.map(prove));
    return proved.flat();
  } finally {
    props.signal.removeEventListener("abort", end);
    end();
    connections.destroy?.();
  }
}

function namesOf(roles: readonly RoleToProve[]): string[] {
  const names = new Set(roles.flatMap(({ cells }) => cells.map((cell) => cell.repository)));
  names.delete("*");
  return [...names];
}

/** Cells of a repository that is not seen are not asked: their answers would mean nothing. */
async function proveSeen(
  { role, cells }: RoleToProve,
  unseen: ReadonlyMap<string, string>,
  run: Run & { readonly turn: Turn },
): Promise<ProvedCell[]> {
  const { location, target, clock, secrets } = run;
  // whatever waits listens, and that may be every cell of the role: on a signal of its own, or all would wait in one list
  const signal = AbortSignal.any([run.signal]);
  setMaxListeners(0, signal);
  const session = new RoleSession(role, target, clock, secrets);
  const resourceOf = (repository: string) => (repository === "*" ? "*" : repositoryArn(location, repository));
  const asker = new Asker({ ...run, signal, session, caller: role.sessionArn, resourceOf });
  const seen = cells.filter((cell) => !unseen.has(cell.repository));
  const proved = seen.length ? await proveRole(seen, { ...run, signal, session, asker }) : [];
  const bySeen = new Map(seen.map((cell, index) => [cell, proved[index]!]));
  return cells.map((cell) => bySeen.get(cell) ?? inconclusive(cell, unseen.get(cell.repository)!));
}

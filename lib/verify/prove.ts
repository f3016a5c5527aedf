import { ECRClient } from "@aws-sdk/client-ecr";
import pLimit from "p-limit";
import { type RegistryLocation, repositoryArn } from "../aws/arn";
import { Asker } from "./asker";
import type { CellToProve, ProvedCell } from "./cell";
import type { Clock } from "./clock";
import { unseenRepositories } from "./existence";
import { proveRole } from "./prove-role";
import { RoleSession, type RoleToAssume } from "./role-session";
import type { Target } from "./target";

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
  /** How long an answer that is not the expected one is asked for again, in milliseconds; each step of a role has it anew. */
  readonly timeout: number;
  /** Most calls at the same time. */
  readonly concurrency: number;
  /** Called after every call that was made for a cell. */
  readonly onCall?: () => void;
  /** Called when a role's cells are done. */
  readonly onRole?: (cells: readonly ProvedCell[]) => void;
}

/** Most roles under way: each holds a client of its own. */
const ROLES = 50;

/** Asks every cell of every role. The order of the cells is kept. */
export async function prove(props: ProveProps): Promise<ProvedCell[]> {
  const { roles, target, concurrency, onRole } = props;
  const limit = pLimit(concurrency);
  const deployer = new ECRClient(target.ecr);
  try {
    const names = new Set(roles.flatMap(({ cells }) => cells.map((cell) => cell.repository)));
    names.delete("*");
    const unseen = await unseenRepositories(deployer, [...names], { ...props, limit });
    const rolesAtOnce = pLimit(ROLES);
    const proved = await rolesAtOnce.map(roles, async (role) => {
      const cells = await proveSeen(role, unseen, limit, props);
      onRole?.(cells);
      return cells;
    });
    return proved.flat();
  } finally {
    deployer.destroy();
  }
}

/** Cells of a repository that is not seen are not asked: their answers would mean nothing. */
async function proveSeen(
  { role, cells }: RoleToProve,
  unseen: ReadonlyMap<string, string>,
  limit: ReturnType<typeof pLimit>,
  { location, target, clock, signal, timeout, onCall }: ProveProps,
): Promise<ProvedCell[]> {
  const session = new RoleSession(role, target, clock);
  const resourceOf = (repository: string) => (repository === "*" ? "*" : repositoryArn(location, repository));
  const asker = new Asker({ session, caller: role.sessionArn, resourceOf, limit, clock, signal, onCall });
  try {
    const seen = cells.filter((cell) => !unseen.has(cell.repository));
    const proved = await proveRole(seen, { session, asker, clock, signal, timeout });
    const bySeen = new Map(seen.map((cell, index) => [cell, proved[index]!]));
    return cells.map((cell) => bySeen.get(cell) ?? notSeen(cell, unseen.get(cell.repository)!));
  } finally {
    session.close();
  }
}

function notSeen(cell: CellToProve, reason: string): ProvedCell {
  return { ...cell, observed: "inconclusive", reason, attempts: 0, requestId: "" };
}

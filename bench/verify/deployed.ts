import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { CellToProve, ProvedCell } from "../../lib/verify/cell";
import { systemClock } from "../../lib/verify/clock";
import { prove } from "../../lib/verify/prove";
import { target } from "../../lib/verify/target";
import type { Deployer } from "../../sandbox/deployer";
import { REGION, rolesToProve, teamsRegistry } from "./teams";

export const CONCURRENCY = 10;

export interface Deployed {
  readonly endpoint: string;
  readonly deployer: Deployer;
  close(): void;
}

/** So many teams in a sandbox in a process of its own. */
export async function deployedTeams(count: number): Promise<Deployed> {
  const child = fork(join(__dirname, "child.ts"), [String(count)], {
    execArgv: ["--require", "tsx/cjs"],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    env: { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" },
  });
  const [{ endpoint, deployer }] = (await once(child, "message")) as [Deployed];
  return { endpoint, deployer, close: () => void child.kill("SIGTERM") };
}

export interface Proof {
  readonly cells: readonly ProvedCell[];
  readonly calls: number;
  readonly seconds: number;
}

/** Proves the cells with the verifier as it is. */
export async function proveCells(
  { endpoint, deployer }: Pick<Deployed, "endpoint" | "deployer">,
  teams: number,
  cells: readonly CellToProve[],
): Promise<Proof> {
  const registry = teamsRegistry(teams);
  let calls = 0;
  const start = performance.now();
  const proved = await prove({
    location: registry,
    roles: rolesToProve(registry, cells),
    target: target({ region: REGION, endpoint, credentials: deployer }),
    clock: systemClock,
    signal: new AbortController().signal,
    timeout: 120_000,
    concurrency: CONCURRENCY,
    onCall: () => calls++,
  });
  return { cells: proved, calls, seconds: (performance.now() - start) / 1_000 };
}

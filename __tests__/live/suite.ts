import { spawn } from "node:child_process";
import { ROOT } from "../../cli/root";

/** The arguments of Node that run the live suite alone. */
export const LIVE_SUITE = [
  require.resolve("jest/bin/jest"),
  "--runInBand",
  "--selectProjects",
  "live",
] as const;

/** Runs the live suite in a Jest of its own with that environment. @returns Jest's exit status */
export function runLiveSuite(environment: NodeJS.ProcessEnv, args: readonly string[] = []): Promise<number> {
  const child = spawn(process.execPath, [...LIVE_SUITE, ...args], {
    cwd: ROOT,
    stdio: "inherit",
    env: environment,
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve(code ?? 1));
  });
}

import { execFileSync } from "node:child_process";
import { join } from "node:path";

const root = join(__dirname, "..");

/**
 * User and system time of a command and its children: on a busy machine it lasts longer, but works no more.
 *
 * @param runs how often the command is run and the mean taken: the shell counts in hundredths of a second
 */
export function cpuSeconds(command: string, environment: Record<string, string>, runs: number): number {
  const text = execFileSync("sh", ["-c", `${Array(runs).fill(command).join(" && ")} && times`], {
    cwd: root,
    env: { PATH: process.env.PATH, ...environment },
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ofChildren = text.trim().split("\n").at(-1)!;
  const times = [...ofChildren.matchAll(/(\d+)m([\d.]+)s/g)];
  return times.reduce((sum, [, minutes, seconds]) => sum + 60 * Number(minutes) + Number(seconds), 0) / runs;
}

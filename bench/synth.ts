/** Synthesis of the lab as cdktf.json runs it, against a plain JavaScript file with the same five resources. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Figure } from "./figure";

const root = join(__dirname, "..");

export const figure: Figure = {
  name: "synth",
  unit: "s of CPU time",
  rounds: 5,
  async prepare() {
    const outdir = mkdtempSync(join(tmpdir(), "bench-synth-"));
    const run = async (command: string) => cpuSeconds(command, { CDKTF_OUTDIR: outdir });
    const { app } = JSON.parse(readFileSync(join(root, "cdktf.json"), "utf8"));
    // The first run fills tsx's cache of compiled files.
    await run(app);
    return {
      ours: () => run(app),
      peer: () => run("node bench/synth-floor.js"),
      close: async () => rmSync(outdir, { recursive: true }),
    };
  },
};

/** User and system time of a command and its children: on a busy machine it lasts longer, but works no more. */
function cpuSeconds(command: string, environment: Record<string, string>): number {
  // The shell counts in hundredths of a second, so a few runs together.
  const runs = 5;
  const text = execFileSync("sh", ["-c", `${Array(runs).fill(command).join(" && ")} && times`], {
    cwd: root,
    env: { PATH: process.env.PATH, ...environment },
    encoding: "utf8",
  });
  const ofChildren = text.trim().split("\n").at(-1)!;
  const times = [...ofChildren.matchAll(/(\d+)m([\d.]+)s/g)];
  return times.reduce((sum, [, minutes, seconds]) => sum + 60 * Number(minutes) + Number(seconds), 0) / runs;
}

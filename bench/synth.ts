/** Synthesis of the lab as cdktf.json runs it, against a plain JavaScript file with the same five resources. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cpuSeconds } from "./cpu-seconds";
import type { Figure } from "./figure";

const root = join(__dirname, "..");

export const figure: Figure = {
  name: "synth",
  unit: "s of CPU time",
  rounds: 5,
  async prepare() {
    const outdir = mkdtempSync(join(tmpdir(), "bench-synth-"));
    const run = async (command: string) => cpuSeconds(command, { CDKTF_OUTDIR: outdir }, 5);
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

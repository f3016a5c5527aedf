/** Synthesis of 1,000 teams, a file each, with 3 repositories and 2 roles, against plain JavaScript with the same resources. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cpuSeconds } from "./cpu-seconds";
import type { Figure } from "./figure";
import { writeLargeRegistry } from "./large-registry";

const teams = 1000;

export const figure: Figure = {
  name: "synth-large",
  unit: "s of CPU time",
  rounds: 3,
  async prepare() {
    const folder = mkdtempSync(join(tmpdir(), "bench-synth-"));
    const registry = writeLargeRegistry(folder, teams);
    const environment = { CDKTF_OUTDIR: join(folder, "out"), ECR_ACCESS_CONFIG: registry };
    const { app } = JSON.parse(readFileSync(join(__dirname, "../cdktf.json"), "utf8"));
    return {
      ours: async () => cpuSeconds(app, environment, 1),
      peer: async () => cpuSeconds(`node bench/synth-floor.js ${teams}`, environment, 1),
      close: async () => rmSync(folder, { recursive: true }),
    };
  },
};

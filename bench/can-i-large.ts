/** One question about 1,000 teams, 10,000 repositories and 2,000 roles, beside reading and parsing the stacks' JSON alone. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cpuSeconds } from "./cpu-seconds";
import type { Figure } from "./figure";
import { writeLargeRegistry } from "./large-registry";

const REPOSITORIES = Array.from({ length: 10 }, (_, number) => `app-${number}`);
const STACKS = ["ecr-repositories", "ecr-access"];

export const figure: Figure = {
  name: "can-i-large",
  unit: "s of CPU time",
  rounds: 3,
  async prepare() {
    const folder = mkdtempSync(join(tmpdir(), "bench-can-i-"));
    const config = writeLargeRegistry(folder, 1000, REPOSITORIES);
    const from = join(folder, "out");
    const { app } = JSON.parse(readFileSync(join(__dirname, "../cdktf.json"), "utf8"));
    cpuSeconds(app, { CDKTF_OUTDIR: from, ECR_ACCESS_CONFIG: config }, 1);
    const ask = `can-i team-7-ci ecr:PutImage team-7/app-3 --config ${config} --from ${from}`;
    const files = STACKS.map((stack) => join(from, "stacks", stack, "cdk.tf.json"));
    const parse = `for (const file of ${JSON.stringify(files)}) JSON.parse(require("fs").readFileSync(file, "utf8"))`;
    return {
      ours: async () => cpuSeconds(`node cli/main.js ${ask} > ${join(folder, "answer")}`, {}, 1),
      peer: async () => cpuSeconds(`node -e '${parse}'`, {}, 1),
      close: async () => rmSync(folder, { recursive: true }),
    };
  },
};

/** `validate` of 1,000 teams, a file each, with 3 repositories and 2 roles, against plain JavaScript that only parses the files. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cpuSeconds } from "./cpu-seconds";
import type { Figure } from "./figure";
import { writeLargeRegistry } from "./large-registry";

const parse = `
const { readFileSync, readdirSync } = require("node:fs");
const { parseDocument } = require("yaml");
for (const name of readdirSync(process.env.TEAMS)) parseDocument(readFileSync(process.env.TEAMS + name, "utf8")).toJS();
`;

export const figure: Figure = {
  name: "validate-large",
  unit: "s of CPU time",
  rounds: 5,
  async prepare() {
    const folder = mkdtempSync(join(tmpdir(), "bench-validate-"));
    const registry = writeLargeRegistry(folder, 1000);
    const environment = { TEAMS: join(folder, "teams/"), PARSE: parse };
    return {
      ours: async () => cpuSeconds(`node cli/main.js validate --config ${registry}`, environment, 1),
      peer: async () => cpuSeconds('node -e "$PARSE"', environment, 1),
      close: async () => rmSync(folder, { recursive: true }),
    };
  },
};

/** Questions about 1,000 teams, 10,000 repositories and 2,000 roles, beside asking cell by cell: a sample of the cells, scaled up. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadRegistry } from "../lib/config/load";
import { Matrix } from "../lib/matrix/matrix";
import { readInventory } from "../lib/terraform/source";
import { cpuSeconds } from "./cpu-seconds";
import type { Figure } from "./figure";
import { writeLargeRegistry } from "./large-registry";
import {
  diffSamples,
  isolationSamples,
  type LargeStacks,
  matrixSamples,
  whoCanSamples,
} from "./large-samples";
import { ACTIONS } from "./sampled-cells";

const TEAMS = 1000;
const REPOSITORIES = Array.from({ length: 10 }, (_, number) => `app-${number}`);
const SAMPLE = 2000;

export interface LargePaths {
  readonly config: string;
  readonly from: string;
  /** The same with the slash dropped in every pattern `namespace/*`. */
  readonly broken: string;
}

/** Writes the registry and both stacks into the folder. */
export function writeLargeStacks(folder: string): LargePaths {
  const config = writeLargeRegistry(folder, TEAMS, REPOSITORIES);
  const [from, broken] = [join(folder, "out"), join(folder, "broken")];
  const { app } = JSON.parse(readFileSync(join(__dirname, "../cdktf.json"), "utf8"));
  cpuSeconds(app, { CDKTF_OUTDIR: from, ECR_ACCESS_CONFIG: config }, 1);
  cpSync(from, broken, { recursive: true });
  for (const stack of readdirSync(join(broken, "stacks"))) {
    const file = join(broken, "stacks", stack, "cdk.tf.json");
    writeFileSync(file, readFileSync(file, "utf8").replace(/(repository\/team-\d+)\/\*/g, "$1*"));
  }
  return { config, from, broken };
}

export function readLargeStacks({ config, from, broken }: LargePaths): LargeStacks {
  return {
    registry: loadRegistry(config, {}),
    sound: readInventory(from),
    broken: readInventory(broken),
  };
}

/** CPU seconds for all cells, as a sample of them takes. */
function cellByCell(from: string): number {
  const matrix = new Matrix(readInventory(from), undefined);
  const start = process.cpuUsage();
  for (let number = 0; number < SAMPLE; number++) {
    const role = matrix.roles[(number * 7919) % matrix.roles.length]!;
    const repository = matrix.repositories[(number * 104_729) % matrix.repositories.length]!;
    matrix.predict(role, repository)("ecr:ListImages");
  }
  const { user, system } = process.cpuUsage(start);
  return (
    (((user + system) / 1e6) * matrix.roles.length * matrix.repositories.length * ACTIONS.length) / SAMPLE
  );
}

/** @param samples holds the answers against the evaluator's on samples; says how many, and throws where one differs */
function figureOf(
  name: string,
  args: (paths: LargePaths) => string,
  samples: (stacks: LargeStacks) => number,
): Figure {
  return {
    name: `${name}-large`,
    unit: "s of CPU time",
    rounds: 3,
    async prepare() {
      const folder = mkdtempSync(join(tmpdir(), "bench-large-"));
      const paths = writeLargeStacks(folder);
      const peak = join(folder, "peak");
      const command = `node --require ./bench/peak-memory.js cli/main.js ${args(paths)} > ${join(folder, "answer")}`;
      let peakMemoryMB = 0;
      return {
        ours: async () => {
          const seconds = cpuSeconds(`{ ${command}; true; }`, { PEAK_MEMORY_FILE: peak }, 1);
          peakMemoryMB = Math.max(peakMemoryMB, Number(readFileSync(peak, "utf8")));
          return seconds;
        },
        peer: async () => cellByCell(paths.from),
        more: async () => ({ peakMemoryMB, samples: samples(readLargeStacks(paths)) }),
        close: async () => rmSync(folder, { recursive: true }),
      };
    },
  };
}

const as = (from: keyof LargePaths) => (paths: LargePaths) =>
  `--config ${paths.config} --from ${paths[from]}`;
const declared = as("from");
const undeclared = as("broken");

export const isolation = figureOf("isolation", (paths) => `isolation ${declared(paths)}`, isolationSamples);
export const isolationBroken = figureOf(
  "isolation-broken",
  (paths) => `isolation ${undeclared(paths)}`,
  isolationSamples,
);
export const diff = figureOf("diff", ({ from, broken }) => `diff ${from} ${broken}`, diffSamples);
export const matrix = figureOf(
  "matrix",
  (paths) => `matrix ${undeclared(paths)} --actions ${ACTIONS.join(",")}`,
  matrixSamples,
);
export const whoCan = figureOf(
  "who-can",
  (paths) => `who-can ListImages team-71/app-3 ${undeclared(paths)}`,
  whoCanSamples,
);

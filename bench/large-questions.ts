/** Questions about 1,000 teams, 10,000 repositories and 2,000 roles, beside asking cell by cell: a sample of the cells, scaled up. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Matrix } from "../lib/matrix/matrix";
import { readInventory } from "../lib/terraform/source";
import { cpuSeconds } from "./cpu-seconds";
import type { Figure } from "./figure";
import { writeLargeRegistry } from "./large-registry";

const TEAMS = 1000;
const REPOSITORIES = Array.from({ length: 10 }, (_, number) => `app-${number}`);
const ACTIONS = ["ListImages", "DescribeImages", "BatchGetImage", "PutImage", "BatchDeleteImage"];
const SAMPLE = 2000;

/** The synthesized stacks, and the same with the slash dropped in every pattern `namespace/*`. */
function synthesize(folder: string, registry: string): { from: string; broken: string } {
  const [from, broken] = [join(folder, "out"), join(folder, "broken")];
  const { app } = JSON.parse(readFileSync(join(__dirname, "../cdktf.json"), "utf8"));
  cpuSeconds(app, { CDKTF_OUTDIR: from, ECR_ACCESS_CONFIG: registry }, 1);
  cpSync(from, broken, { recursive: true });
  for (const stack of readdirSync(join(broken, "stacks"))) {
    const file = join(broken, "stacks", stack, "cdk.tf.json");
    writeFileSync(file, readFileSync(file, "utf8").replace(/(repository\/team-\d+)\/\*/g, "$1*"));
  }
  return { from, broken };
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

function figureOf(
  name: string,
  args: (paths: { config: string; from: string; broken: string }) => string,
): Figure {
  return {
    name: `${name}-large`,
    unit: "s of CPU time",
    rounds: 3,
    async prepare() {
      const folder = mkdtempSync(join(tmpdir(), "bench-large-"));
      const config = writeLargeRegistry(folder, TEAMS, REPOSITORIES);
      const { from, broken } = synthesize(folder, config);
      const command = `node cli/main.js ${args({ config, from, broken })} > ${join(folder, "answer")}`;
      return {
        ours: async () => cpuSeconds(`{ ${command}; true; }`, {}, 1),
        peer: async () => cellByCell(from),
        close: async () => rmSync(folder, { recursive: true }),
      };
    },
  };
}

const where = ({ config, from }: { config: string; from: string }) => `--config ${config} --from ${from}`;

export const isolation = figureOf("isolation", (paths) => `isolation ${where(paths)}`);
export const diff = figureOf("diff", ({ from, broken }) => `diff ${from} ${broken}`);
export const matrix = figureOf("matrix", (paths) => `matrix ${where(paths)} --actions ${ACTIONS.join(",")}`);
export const whoCan = figureOf("who-can", (paths) => `who-can ListImages team-7/app-3 ${where(paths)}`);

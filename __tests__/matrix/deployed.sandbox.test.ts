import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { loadRegistry } from "../../lib/config/load";
import { PROBED_ACTIONS } from "../../lib/matrix/cell";
import { Declarations } from "../../lib/matrix/declare";
import { Matrix } from "../../lib/matrix/matrix";
import { findTerraform } from "../../lib/terraform/binary";
import type { Inventory } from "../../lib/terraform/inventory";
import { cliConfigFile, findProvider } from "../../lib/terraform/providers";
import { terraform } from "../../lib/terraform/run";
import { readInventory } from "../../lib/terraform/source";
import { startSandbox } from "../../sandbox/sandbox";
import { fullSynth } from "../stacks/full-synth";

const examples = join(__dirname, "../../examples");
const names = readdirSync(examples, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

const STACKS = ["ecr-repositories", "ecr-access"] as const;

/** Two stacks are two plans and two states: what is predicted comes from both. */
function together(files: readonly string[]): Inventory {
  const [first, ...others] = files.map((file) => readInventory(file));
  return others.reduce(
    (all, one) => ({
      ...all,
      account: all.account ?? one.account,
      region: all.region ?? one.region,
      roles: [...all.roles, ...one.roles],
      repositories: [...all.repositories, ...one.repositories],
      registryPolicies: [...all.registryPolicies, ...one.registryPolicies],
    }),
    first!,
  );
}

test.each(names)(
  "the example %s, deployed: synthesized, planned and stored say the same of every cell",
  async (name) => {
    const registry = loadRegistry(join(examples, name, "registry.yaml"), {});
    const folder = mkdtempSync(join(tmpdir(), "ecr-access-deployed-"));
    const sandbox = await startSandbox({ account: registry.account, region: registry.region });
    try {
      for (const [file, text] of Object.entries(fullSynth(registry))) {
        mkdirSync(dirname(join(folder, "out", file)), { recursive: true });
        writeFileSync(join(folder, "out", file), text);
      }
      const config = cliConfigFile(findProvider(process.env), join(folder, "terraform.rc"));
      const environment = {
        PATH: process.env.PATH,
        HOME: folder,
        AWS_ACCESS_KEY_ID: sandbox.deployer.accessKeyId,
        AWS_SECRET_ACCESS_KEY: sandbox.deployer.secretAccessKey,
        AWS_ENDPOINT_URL: sandbox.endpoint,
        AWS_EC2_METADATA_DISABLED: "true",
        CHECKPOINT_DISABLE: "1",
        ...(config !== undefined && { TF_CLI_CONFIG_FILE: config }),
      };
      const program = await findTerraform(process.env);
      const show = async (stack: string, kind: string, ...args: string[]) => {
        const run = { program, cwd: join(folder, "out", "stacks", stack), environment };
        const file = join(folder, `${stack}-${kind}.json`);
        writeFileSync(file, (await terraform(run, ["show", "-json", ...args])).stdout);
        return file;
      };
      const plans: string[] = [];
      const states: string[] = [];
      for (const stack of STACKS) {
        const run = { program, cwd: join(folder, "out", "stacks", stack), environment };
        await terraform(run, ["init", "-input=false", "-no-color"]);
        await terraform(run, ["plan", "-input=false", "-no-color", "-out=plan.bin"]);
        plans.push(await show(stack, "plan", "plan.bin"));
        await terraform(run, ["apply", "-input=false", "-no-color", "plan.bin"]);
        states.push(await show(stack, "state"));
      }
      const cells = (inventory: Inventory) => {
        const matrix = new Matrix(inventory, new Declarations(registry));
        return [...matrix.cells(PROBED_ACTIONS)].map(
          ({ role, action, repository, predicted }) => `${role} ${action} ${repository} ${predicted}`,
        );
      };
      const synthesized = cells(readInventory(join(folder, "out")));
      expect(synthesized.length).toBeGreaterThan(0);
      expect(cells(together(plans))).toEqual(synthesized);
      expect(cells(together(states))).toEqual(synthesized);
    } finally {
      await sandbox.stop();
      rmSync(folder, { recursive: true });
    }
  },
  300_000,
);

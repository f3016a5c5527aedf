import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bareEnvironment } from "../../cli/lab/environment";
import { STACKS } from "../../cli/lab/deploy";
import { sandboxVariables } from "../../cli/exports";
import { ROOT } from "../../cli/root";
import { type ChildResult, runChild } from "../../lib/system/child";
import { findTerraform } from "../../lib/terraform/binary";
import { cliConfigFile, findProvider } from "../../lib/terraform/providers";
import { terraform } from "../../lib/terraform/run";
import { startSandbox } from "../../sandbox/sandbox";

type Stack = (typeof STACKS)[number];

/** An example of its own, in a folder and a sandbox of its own. */
export interface DeployedExample {
  /** Where a copy of the example's files is. */
  readonly files: string;
  /** Synthesizes what the files say now. */
  synthesize(): Promise<ChildResult>;
  apply(stack: Stack): Promise<void>;
  /** @returns the status of `-detailed-exitcode`, 0 for nothing to do, and what would be done: `update aws_iam_policy.x` */
  plan(stack: Stack): Promise<{ status: number | null; changes: string[] }>;
  remove(): Promise<void>;
}

const ACCOUNT = "123456789012";

export async function deployedExample(name: string, region: string): Promise<DeployedExample> {
  const folder = mkdtempSync(join(tmpdir(), "ecr-access-example-"));
  const files = join(folder, name);
  cpSync(join(ROOT, "examples", name), files, { recursive: true });
  const sandbox = await startSandbox({ account: ACCOUNT, region });
  const tfrc = cliConfigFile(findProvider(process.env), join(folder, "terraform.tfrc"));
  const places = { credentialsFile: "/dev/null", configFile: "/dev/null" };
  const environment = {
    ...bareEnvironment(process.env),
    ...sandboxVariables({ ...sandbox, account: ACCOUNT, region, ...places }),
    ...(tfrc && { TF_CLI_CONFIG_FILE: tfrc }),
    CHECKPOINT_DISABLE: "1",
  };
  const program = await findTerraform(process.env);
  const run = (stack: Stack, args: string[], good?: number[]) =>
    terraform({ program, cwd: join(folder, "cdktf.out/stacks", stack), environment }, args, good);
  return {
    files,
    synthesize: () =>
      runChild(process.execPath, ["--require", "./stacks/preload.js", "main.ts"], {
        cwd: ROOT,
        environment: {
          ...environment,
          CDKTF_OUTDIR: join(folder, "cdktf.out"),
          ECR_ACCESS_CONFIG: join(files, "registry.yaml"),
        },
      }),
    apply: async (stack) => {
      await run(stack, ["init", "-input=false", "-no-color"]);
      await run(stack, ["apply", "-auto-approve", "-input=false", "-no-color"]);
    },
    plan: async (stack) => {
      const { status } = await run(
        stack,
        ["plan", "-detailed-exitcode", "-input=false", "-no-color", "-out=plan"],
        [0, 2],
      );
      const { stdout } = await run(stack, ["show", "-json", "plan"]);
      return { status, changes: changesIn(JSON.parse(stdout)) };
    },
    remove: async () => {
      await sandbox.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

interface Plan {
  readonly resource_changes?: readonly { address: string; change: { actions: readonly string[] } }[];
}

function changesIn({ resource_changes = [] }: Plan): string[] {
  return resource_changes
    .map(({ address, change }) => `${change.actions.join(" and ")} ${address}`)
    .filter((change) => !change.startsWith("no-op "));
}

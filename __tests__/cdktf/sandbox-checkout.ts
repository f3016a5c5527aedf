import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ECRClient } from "@aws-sdk/client-ecr";
import { sandboxVariables } from "../../cli/exports";
import { type ChildResult, runChild } from "../../lib/system/child";
import { cliConfigFile, findProvider } from "../../lib/terraform/providers";
import { startSandbox } from "../../sandbox/sandbox";
import { type Checkout, copyCheckout } from "../checkout";
import { plainEnvironment } from "../lab/lab-process";

export const ACCOUNT = "123456789012";
export const REGION = "us-west-2";

/** A checkout of its own whose commands reach a sandbox of its own, as its deployer. */
export interface SandboxCheckout {
  readonly checkout: Checkout;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The deployer's client. */
  readonly ecr: ECRClient;
  /** Runs a program in the checkout, with variables that differ from its environment. */
  run(program: string, args: readonly string[], variables?: Record<string, string>): Promise<ChildResult>;
  remove(): Promise<void>;
}

export async function sandboxCheckout(): Promise<SandboxCheckout> {
  const checkout = copyCheckout();
  const home = mkdtempSync(join(tmpdir(), "ecr-access-home-"));
  const sandbox = await startSandbox({ account: ACCOUNT, region: REGION });
  const ecr = new ECRClient({ endpoint: sandbox.endpoint, region: REGION, credentials: sandbox.deployer });
  const files = { credentialsFile: "/dev/null", configFile: "/dev/null" };
  const configFile = cliConfigFile(findProvider(process.env), join(home, "terraform.tfrc"));
  const environment = {
    ...plainEnvironment(home),
    ...sandboxVariables({ ...sandbox, account: ACCOUNT, region: REGION, ...files }),
    ...(configFile && { TF_CLI_CONFIG_FILE: configFile }),
    CDKTF_SKIP_PROVIDER_LOCK: "true",
    CHECKPOINT_DISABLE: "1",
    CI: "1",
  };
  return {
    checkout,
    environment,
    ecr,
    run: (program, args, variables = {}) =>
      runChild(program, args, { cwd: checkout.path, environment: { ...environment, ...variables } }),
    remove: async () => {
      ecr.destroy();
      await sandbox.stop();
      checkout.remove();
      rmSync(home, { recursive: true });
    },
  };
}

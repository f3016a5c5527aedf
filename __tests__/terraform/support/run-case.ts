import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findTerraform } from "../../../lib/terraform/binary";
import { cliConfigFile, findProvider } from "../../../lib/terraform/providers";
import { terraform } from "../../../lib/terraform/run";
import { type Sandbox, startSandbox } from "../../../sandbox/sandbox";
import { CASES, MODULES, expectationsOf, filesOf } from "./cases";

const PROVIDER = `terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
  }
}

provider "aws" {
  region              = "us-west-2"
  allowed_account_ids = ["123456789012"]
}
`;

/** Plans and applies a case's steps against a sandbox of its own,and hands on what `terraform show -json` prints. */
export async function runCase(
  name: string,
  folder: string,
  onFile: (file: string, json: string) => void,
): Promise<void> {
  const sandbox = await startSandbox({ account: "123456789012", region: "us-west-2" });
  try {
    await runSteps(name, sandbox, folder, onFile);
  } finally {
    await sandbox.stop();
  }
}

async function runSteps(
  name: string,
  sandbox: Sandbox,
  folder: string,
  onFile: (file: string, json: string) => void,
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const { accessKeyId, secretAccessKey } = sandbox.deployer;
  const config = cliConfigFile(findProvider(process.env), join(folder, "..", "terraform.rc"));
  const environment = {
    PATH: process.env.PATH,
    HOME: folder,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_ENDPOINT_URL: sandbox.endpoint,
    AWS_EC2_METADATA_DISABLED: "true",
    CHECKPOINT_DISABLE: "1",
    ...(config !== undefined && { TF_CLI_CONFIG_FILE: config }),
  };
  const run = { program: await findTerraform(process.env), cwd: folder, environment };
  const show = async (...args: string[]) => (await terraform(run, ["show", "-json", ...args])).stdout;
  const expectations = expectationsOf(name);
  const { module } = expectations;
  const wanted = filesOf(expectations);
  const steps = readdirSync(join(CASES, name)).filter((entry) => /^\d+$/.test(entry));
  for (const step of steps) {
    for (const entry of readdirSync(folder))
      if (!/^(\.terraform.*|terraform\.tfstate.*)$/.test(entry))
        rmSync(join(folder, entry), { recursive: true });
    cpSync(join(CASES, name, step), folder, { recursive: true });
    if (module)
      cpSync(join(MODULES!, `${module.repository}@${module.version}`), join(folder, "module"), {
        recursive: true,
        dereference: true,
      });
    if (!existsSync(join(folder, "provider.tf"))) writeFileSync(join(folder, "provider.tf"), PROVIDER);
    await terraform(run, ["init", "-input=false", "-no-color"]);
    await terraform(run, ["plan", "-input=false", "-no-color", "-out=plan.bin"]);
    onFile(`plan-${step}`, await show("plan.bin"));
    if (step === steps.at(-1) && !wanted.includes(`state-${step}`)) continue;
    await terraform(run, ["apply", "-input=false", "-no-color", "plan.bin"]);
    onFile(`state-${step}`, await show());
  }
}

import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { STACKS } from "../cli/lab/deploy";
import { bareEnvironment } from "../cli/lab/environment";
import { synthesize } from "../cli/lab/synthesize";
import { ROOT } from "../cli/root";
import { runChild } from "../lib/system/child";
import { findTerraform } from "../lib/terraform/binary";
import { cliConfigFile, findProvider } from "../lib/terraform/providers";
import { terraform } from "../lib/terraform/run";
import { pythonEnvironment } from "../sandbox/moto/environment";
import type { Figure } from "./figure";

/** `npm start`, all of it, beside plain `terraform init` and `apply` of the same two stacks against a plain moto that runs already. */
export const figure: Figure = {
  name: "start",
  unit: "s",
  rounds: 3,
  prepare: async () => {
    const directory = mkdtempSync(join(tmpdir(), "ecr-access-bench-"));
    const signal = new AbortController().signal;
    const output = join(directory, "cdktf.out");
    await synthesize(ROOT, process.env, output, signal);
    const moto = await startPlainMoto();
    const program = await findTerraform(process.env);
    const environment = {
      ...bareEnvironment(process.env),
      TF_CLI_CONFIG_FILE: cliConfigFile(findProvider(process.env), join(directory, "terraform.tfrc")),
      AWS_ENDPOINT_URL: moto.endpoint,
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_EC2_METADATA_DISABLED: "true",
      CHECKPOINT_DISABLE: "1",
    };
    return {
      ours: () => seconds(runLab),
      peer: async () => {
        await fetch(`${moto.endpoint}/moto-api/reset`, { method: "POST" });
        const round = mkdtempSync(join(directory, "round-"));
        cpSync(output, join(round, "cdktf.out"), { recursive: true });
        return seconds(async () => {
          for (const stack of STACKS) {
            const run = { program, environment, cwd: join(round, "cdktf.out/stacks", stack) };
            await terraform(run, ["init", "-input=false"]);
            await terraform(run, ["apply", "-auto-approve", "-input=false"]);
          }
        });
      },
      close: async () => {
        moto.child.kill("SIGKILL");
        rmSync(directory, { recursive: true });
      },
    };
  },
};

async function runLab(): Promise<void> {
  const { status, stderr } = await runChild("npm", ["start"], { cwd: ROOT, environment: process.env });
  if (status !== 0) throw new Error(`npm start failed: ${stderr}`);
}

async function seconds(work: () => Promise<void>): Promise<number> {
  const started = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - started) / 1e9;
}

async function startPlainMoto(): Promise<{ endpoint: string; child: ChildProcess }> {
  const python = await pythonEnvironment(join(ROOT, "sandbox/requirements.txt"));
  const port = await freePort();
  const child = spawn(python, ["-m", "moto.server", "-p", String(port)], { stdio: "ignore" });
  const endpoint = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 100; tries++) {
    const answers = await fetch(`${endpoint}/moto-api/`).then(
      () => true,
      () => false,
    );
    if (answers) return { endpoint, child };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  child.kill("SIGKILL");
  throw new Error("moto did not start within ten seconds");
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

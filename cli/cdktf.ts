/** `npm run synth`, `deploy`, `destroy`: the cdktf CLI, after what would fail late, hit the wrong place or lose images has been ruled out. */
import "./quiet-sdk";
import { spawnSync } from "node:child_process";
import { findTerraform } from "../lib/terraform/binary";
import { registryToSynthesize } from "./deploy/preflight";
import { providerVariables } from "./deploy/provider";
import { reportFailure } from "./failure";
import { interruptSignal } from "./interrupt";
import { ROOT } from "./root";

const STACKS = ["ecr-repositories", "ecr-access"];

async function main([verb = "", ...args]: string[]): Promise<number> {
  const { region } = registryToSynthesize(process.env);
  // named, so that no workspace that somebody selected in a stack's folder decides it
  const workspace = { TF_WORKSPACE: process.env.TF_WORKSPACE || "default" };
  const environment = { ...process.env, ...workspace, ...providerVariables(process.env) };
  if (verb === "synth") return runCdktf(environment, [verb, ...args]);

  const terraform = await findTerraform(process.env);
  const { checkEndpoints } = require("./deploy/endpoints") as typeof import("./deploy/endpoints");
  await checkEndpoints(region, process.env);
  if (verb === "deploy") {
    const { refuseImageLoss } = require("./deploy/guard") as typeof import("./deploy/guard");
    await refuseImageLoss({ region, terraform, environment, signal: interruptSignal() });
  }
  const named = args.some((arg) => !arg.startsWith("-"));
  return runCdktf(environment, [verb, ...(named ? [] : STACKS), ...args]);
}

function runCdktf(env: NodeJS.ProcessEnv, args: readonly string[]): number {
  const cdktf = require.resolve("cdktf-cli/bundle/bin/cdktf");
  const { status, error } = spawnSync(process.execPath, [cdktf, ...args], {
    cwd: ROOT,
    stdio: "inherit",
    env,
  });
  if (error) throw error;
  return status ?? 1;
}

main(process.argv.slice(2))
  .catch(reportFailure)
  .then((status) => {
    process.exitCode = status;
  });

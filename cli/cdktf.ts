/** `npm run synth`, `deploy`, `destroy`: the cdktf CLI, after what would fail late or hit the wrong place has been ruled out. */
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { ConfigError } from "../lib/config/problem";
import { loadRegistry } from "../lib/config/load";
import { findTerraform, TerraformMissing } from "../lib/terraform/binary";
import { cliConfigFile, findProvider } from "../lib/terraform/providers";
import { UsageError } from "./failure";
import { ROOT } from "./root";

type Verb = "synth" | "deploy" | "destroy";

async function preflight(verb: Verb): Promise<void> {
  const registry = loadRegistry(process.env.ECR_ACCESS_CONFIG || join(ROOT, "registry.yaml"), process.env);
  if (verb === "synth") return;
  await findTerraform(process.env);
  const { requireAnswers, requireOneSide, resolveEndpoints } =
    require("./endpoints") as typeof import("./endpoints");
  const endpoints = await resolveEndpoints(registry.region);
  requireOneSide(endpoints, process.env.TF_WORKSPACE);
  await requireAnswers(endpoints);
}

/** Variables with which cdktf finds the provider with and without Terraform's registry. */
function providerVariables(): Record<string, string> {
  const cache = join(ROOT, ".cache");
  mkdirSync(cache, { recursive: true });
  const configFile = cliConfigFile(findProvider(process.env), join(cache, "terraform.tfrc"));
  return {
    CHECKPOINT_DISABLE: "1",
    // `terraform providers lock` asks the registry whatever the CLI configuration says; init writes a lock file too
    CDKTF_SKIP_PROVIDER_LOCK: process.env.CDKTF_SKIP_PROVIDER_LOCK ?? "true",
    ...(configFile && { TF_CLI_CONFIG_FILE: configFile }),
  };
}

function runCdktf(verb: Verb, args: readonly string[]): number {
  const stacks =
    verb === "synth" || args.some((arg) => !arg.startsWith("-")) ? [] : ["ecr-repositories", "ecr-access"];
  const { status, error } = spawnSync(
    process.execPath,
    [require.resolve("cdktf-cli/bundle/bin/cdktf"), verb, ...stacks, ...args],
    {
      cwd: ROOT,
      stdio: "inherit",
      env: { ...process.env, ...providerVariables() },
    },
  );
  if (error) throw error;
  return status ?? 1;
}

async function main([verb, ...args]: string[]): Promise<number> {
  await preflight(verb as Verb);
  return runCdktf(verb as Verb, args);
}

main(process.argv.slice(2)).then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    const problems =
      error instanceof ConfigError || error instanceof UsageError
        ? error.problems
        : error instanceof TerraformMissing
          ? [error.message]
          : undefined;
    if (!problems) throw error;
    for (const problem of problems) console.error(problem);
    process.exitCode = 2;
  },
);

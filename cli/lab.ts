import type { Command } from "commander";

/** `ecr-access lab`: the whole lab in the sandbox, step by step. Its steps are the files of `cli/lab/`. */
export function addLab(program: Command): void {
  program
    .command("lab")
    .description("run the whole lab in the local sandbox: deploy, assume the role, list both repositories")
    .option("--config <FILE>", "the registry to run it with", "registry.yaml")
    .option("--keep", "leave the sandbox up until Ctrl-C, and print how to reach it")
    .addHelpText(
      "after",
      `
From the environment: ACCOUNT_ID, AWS_REGION, ECR_ACCESS_ROLE and ECR_ACCESS_POLICY name what is deployed;
ECR_REPO_A (default team-a/alpine) is listed and must be allowed, ECR_REPO_B (default team-b/alpine) denied.
Needs Terraform and Python 3. Reaches nothing but the sandbox: profiles, keys and endpoints of yours are not used.

Exit status: 0 both answers are exactly as the lab says, 1 one is not, 2 bad input, 4 the work could not be done.`,
    )
    .action(async (options: { config: string; keep?: boolean }) => {
      const { runLab } = require("./lab/run") as typeof import("./lab/run");
      process.exitCode = await runLab(options);
    });
}

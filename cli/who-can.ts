import type { Command } from "commander";

interface WhoCanOptions {
  readonly config?: string;
  readonly from: string;
}

/** `ecr-access who-can`: a column of the matrix. */
export function addWhoCan(program: Command): void {
  program
    .command("who-can")
    .argument("<ACTION>", "an action of Amazon ECR: ecr:ListImages or ListImages")
    .argument("<REPOSITORY>", "a repository's name; * for an action without one")
    .description("every role that may do this action on this repository")
    .option(
      "--config <FILE>",
      "the registry that declares roles and repositories (default: registry.yaml if it is there)",
    )
    .option(
      "--from <FROM>",
      "a synthesized folder, a cdk.tf.json, or what terraform show -json prints",
      "cdktf.out",
    )
    .addHelpText(
      "after",
      `
One line a role: its name, a tab, the statement that lets it. Whom of other accounts the repository's policy lets in follows,
marked "(other account)". Roles of which it is not known are listed on stderr.

Exit status: 0, 2 bad input.`,
    )
    .action((action: string, repository: string, options: WhoCanOptions) => {
      const { whoCan } = require("./matrix/who-can") as typeof import("./matrix/who-can");
      const { allowed, unknown, outside } = whoCan(action, repository, options);
      for (const { role, reason } of allowed) console.log(`${role}\t${reason}`);
      for (const { name, reason } of outside)
        console.log(`(other account) ${name}\t${reason}, if its own account allows it too`);
      for (const { role, reason } of unknown) console.error(`unknown: ${role}: ${reason}`);
    });
}

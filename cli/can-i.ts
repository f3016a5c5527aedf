import type { Command } from "commander";

interface CanIOptions {
  readonly config?: string;
  readonly from: string;
}

const STATUS = { allowed: 0, denied: 1, unknown: 3 } as const;

/** `ecr-access can-i`: one cell of the matrix, with the statement that decides it. */
export function addCanI(program: Command): void {
  program
    .command("can-i")
    .argument("<ROLE>", "a role's name")
    .argument("<ACTION>", "an action of Amazon ECR: ecr:ListImages or ListImages")
    .argument("<REPOSITORY>", "a repository's name; * for an action without one")
    .description("may this role do this action on this repository, and by which statement?")
    .option(
      "--config <FILE>",
      "the registry that declares roles and repositories (default: registry.yaml if it is there)",
    )
    .option(
      "--from <FROM>",
      "a synthesized folder, a cdk.tf.json, or what terraform show -json prints",
      "cdktf.out",
    )
    .addHelpText("after", "\nExit status: 0 allowed, 1 denied, 2 bad input, 3 unknown.")
    .action((role: string, action: string, repository: string, options: CanIOptions) => {
      const { canI } = require("./matrix/can-i") as typeof import("./matrix/can-i");
      const { predicted, lines } = canI(role, action, repository, options);
      for (const line of lines) console.log(line);
      process.exitCode = STATUS[predicted];
    });
}

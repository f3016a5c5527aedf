import { type Command, Option } from "commander";
import type { IsolationOptions } from "./isolation/show";

/** `ecr-access isolation`: for every namespace, who reaches in from outside, for every repository name. */
export function addIsolation(program: Command): void {
  program
    .command("isolation")
    .description(
      "for every namespace: who reaches in from outside, for every repository name, existing or not?",
    )
    .option("--config <FILE>", "the registry that says what is shared", "registry.yaml")
    .option(
      "--from <FROM>",
      "a synthesized folder, a cdk.tf.json, or what terraform show -json prints",
      "cdktf.out",
    )
    .addOption(
      new Option("--format <FORMAT>", "how to show it")
        .choices(["table", "markdown", "json"])
        .default("table"),
    )
    .addHelpText(
      "after",
      `
Access beyond what the registry declares is shown with the shortest repository name for which it holds, and the statement that gives it.

Exit status: 0 as declared; 1 not; 2 bad input; 3 undecided.`,
    )
    .action((options: IsolationOptions) => {
      const { showIsolation } = require("./isolation/show") as typeof import("./isolation/show");
      process.exitCode = showIsolation(options);
    });
}

import { type Command, Option } from "commander";
import type { DiffOptions } from "./diff/show";

/** `ecr-access diff`: who gains and who loses what between two FROMs. */
export function addDiff(program: Command): void {
  program
    .command("diff")
    .description(
      "who gains and who loses what from BASE to HEAD, for every repository name, existing or not?",
    )
    .argument("<BASE>", "a synthesized folder, a cdk.tf.json, or what terraform show -json prints")
    .argument("<HEAD>", "the same, after the change")
    .addOption(
      new Option("--fail-on <WHAT>", "what makes the exit status 1; possible access counts as access")
        .choices(["broadening", "any", "never"])
        .default("broadening"),
    )
    .addOption(
      new Option("--format <FORMAT>", "how to show it")
        .choices(["table", "markdown", "json"])
        .default("table"),
    )
    .option("--out <FILE>", "write it there instead of to stdout")
    .option("--across-accounts", "compare although the two are about different accounts")
    .option("--config <FILE>", "of no meaning here: both sides are read from BASE and HEAD")
    .addHelpText(
      "after",
      `
Exit status: 0, or 1 as --fail-on says; 2 bad input.`,
    )
    .action((base: string, head: string, options: DiffOptions) => {
      const { showDiff } = require("./diff/show") as typeof import("./diff/show");
      process.exitCode = showDiff(base, head, options);
    });
}

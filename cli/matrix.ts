import { type Command, Option } from "commander";
import type { MatrixOptions } from "./matrix/show";

/** `ecr-access matrix`: the predicted access matrix, with the declared one beside it. */
export function addMatrix(program: Command): void {
  program
    .command("matrix")
    .description("which role may do which action on which repository, and does that agree with the registry?")
    .option("--config <FILE>", "the registry that declares the cells (default: registry.yaml if it is there)")
    .option(
      "--from <FROM>",
      "a synthesized folder, a cdk.tf.json, or what terraform show -json prints",
      "cdktf.out",
    )
    .option("--actions <A,…>", "these actions instead of the usual ones", (text) =>
      text
        .split(",")
        .map((name) => name.trim())
        .filter(Boolean),
    )
    .addOption(
      new Option("--format <FORMAT>", "how to show it")
        .choices(["table", "markdown", "json", "html"])
        .default("table"),
    )
    .option("--out <FILE>", "write it there instead of to stdout")
    .addHelpText(
      "after",
      `
Exit status: 0 predicted as declared, or nothing is declared; 1 they differ; 2 bad input; 3 they don't, but something is unknown.`,
    )
    .action((options: MatrixOptions) => {
      const { showMatrix } = require("./matrix/show") as typeof import("./matrix/show");
      process.exitCode = showMatrix(options);
    });
}

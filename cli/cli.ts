import "./quiet-sdk";
import { Command, CommanderError } from "commander";
import { ConfigError } from "../lib/config/problem";
import { UsageError, WorkError } from "./failure";
import { Interrupted } from "./interrupt";
import { addLab } from "./lab";

const USAGE = 2;
const FAILED = 4;

function buildProgram(): Command {
  const program = new Command("ecr-access")
    .description("Who can do what in a shared Amazon ECR registry: declared, predicted, proved.")
    .showSuggestionAfterError()
    .helpCommand(false)
    .exitOverride();
  for (const add of [addLab]) add(program);
  return program;
}

/** Prints what went wrong, one line a problem, and gives the exit status that the design fixes for it. */
function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE;
  if (error instanceof Interrupted) return error.exitCode;
  if (error instanceof ConfigError || error instanceof UsageError) {
    for (const problem of error.problems) console.error(problem);
    return USAGE;
  }
  if (error instanceof WorkError) {
    console.error(error.message);
    return FAILED;
  }
  const message = error instanceof Error ? error.message : String(error);
  console.error(`unexpected error: ${message.split("\n", 1)[0]} (ECR_ACCESS_DEBUG=1 prints where)`);
  if (process.env.ECR_ACCESS_DEBUG) console.error(error);
  return FAILED;
}

/** A reader that has seen enough, such as `head`, is no failure of ours. */
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});

buildProgram()
  .parseAsync()
  .catch((error: unknown) => {
    process.exitCode = report(error);
  });

import "./quiet-sdk";
import { Command, CommanderError } from "commander";
import { addCredentials } from "./credentials";
import { reportFailure } from "./failure";
import { addCanI } from "./can-i";
import { addDiff } from "./diff";
import { addIsolation } from "./isolation";
import { addLab } from "./lab";
import { addMatrix } from "./matrix";
import { addSandbox } from "./sandbox";
import { addValidate } from "./validate";
import { addVerify } from "./verify";
import { addWhoCan } from "./who-can";

function buildProgram(): Command {
  const program = new Command("ecr-access")
    .description("Who can do what in a shared Amazon ECR registry: declared, predicted, proved.")
    .showSuggestionAfterError()
    .helpCommand(false)
    .exitOverride();
  const commands = [
    addLab,
    addSandbox,
    addValidate,
    addMatrix,
    addCanI,
    addWhoCan,
    addDiff,
    addIsolation,
    addVerify,
    addCredentials,
  ];
  for (const add of commands) add(program);
  return program;
}

/** A reader that has seen enough, such as `head`, is no failure of ours; the command ends its work, and its status says how. */
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}

buildProgram()
  .parseAsync()
  .catch((error: unknown) => {
    // commander has said what is wrong with the command line
    process.exitCode = error instanceof CommanderError ? error.exitCode && 2 : reportFailure(error);
  });

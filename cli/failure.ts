import { ConfigError } from "../lib/config/problem";
import { TerraformMissing } from "../lib/terraform/binary";
import { SourceError } from "../lib/terraform/source";
import { TerraformFailed } from "../lib/terraform/run";
import { PythonMissing } from "../sandbox/moto/environment";
import { Interrupted } from "./interrupt";

const USAGE = 2;
const FAILED = 4;

/** What a command finds unfit before it starts. */
const UNFIT = [TerraformMissing, PythonMissing, SourceError];

/** The command line, a file or the surroundings are not fit to start with: exit 2, one line a problem. */
export class UsageError extends Error {
  readonly problems: readonly string[];

  constructor(...problems: string[]) {
    super(problems.join("\n"));
    this.problems = problems;
  }
}

/** The work was begun and could not be done, AssumeRole denied or Terraform failed: exit 4, one line. */
export class WorkError extends Error {}

/**
 * Prints on stderr what went wrong, one line a problem and never a stack trace.
 *
 * @returns the exit status that goes with it: 2 for bad input, 4 for work that could not be done, 130 for Ctrl-C
 */
export function reportFailure(error: unknown): number {
  if (error instanceof Interrupted) return error.exitCode;
  if (error instanceof ConfigError || error instanceof UsageError) return say(USAGE, ...error.problems);
  if (UNFIT.some((unfit) => error instanceof unfit)) return say(USAGE, (error as Error).message);
  if (error instanceof WorkError || error instanceof TerraformFailed) return say(FAILED, error.message);
  if (process.env.ECR_ACCESS_DEBUG) console.error(error);
  const message = error instanceof Error ? error.message : String(error);
  return say(FAILED, `unexpected error: ${message.split("\n", 1)[0]} (ECR_ACCESS_DEBUG=1 prints where)`);
}

function say(status: number, ...lines: readonly string[]): number {
  for (const line of lines) console.error(line);
  return status;
}

import { ConfigError } from "../lib/config/problem";
import { TerraformMissing } from "../lib/terraform/binary";
import { SourceError } from "../lib/terraform/source";
import { TerraformFailed } from "../lib/terraform/run";
import { Secrets } from "../lib/verify/secrets";
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
  const [message = "", ...where] = linesOf(error);
  if (process.env.ECR_ACCESS_DEBUG) for (const line of where) console.error(line);
  return say(FAILED, `unexpected error: ${message} (ECR_ACCESS_DEBUG=1 prints where)`);
}

/** The message's first line, then the stack: of an error that nobody foresaw, whose words may hold a secret. */
function linesOf(error: unknown): string[] {
  const secrets = new Secrets();
  secrets.add(process.env.AWS_SECRET_ACCESS_KEY, process.env.AWS_SESSION_TOKEN);
  const { message, stack = message } = error instanceof Error ? error : new Error(String(error));
  return [message.split("\n", 1)[0]!, ...stack.split("\n")].map((line) => secrets.hide(line));
}

function say(status: number, ...lines: readonly string[]): number {
  for (const line of lines) console.error(line);
  return status;
}

/** The two ways in which a command ends without doing its work; anything else that is thrown is a bug. */

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

import { type ChildOptions, type ChildResult, runChild } from "../system/child";

/** Terraform ran and failed. The message is one line: the command and Terraform's first error. */
export class TerraformFailed extends Error {
  /** Everything that Terraform printed. */
  readonly output: string;

  constructor(command: string, { status, stdout, stderr }: ChildResult) {
    const output = stdout + stderr;
    super(`terraform ${command} failed with exit status ${status}: ${firstError(output)}`);
    this.output = output;
  }
}

/** Terraform's first `Error: …` with the lines that explain it, as one line. */
function firstError(output: string): string {
  const plain = output.replace(/[│╷╵]/g, "");
  const start = plain.indexOf("Error:");
  const text = start < 0 ? plain.trim() : plain.slice(start, nextError(plain, start));
  return text.replace(/\s+/g, " ").trim() || "it printed nothing";
}

function nextError(text: string, start: number): number | undefined {
  const next = text.indexOf("Error:", start + 1);
  return next < 0 ? undefined : next;
}

/** Runs Terraform in one synthesized stack's folder. */
export interface TerraformRun extends ChildOptions {
  readonly program: string;
}

/**
 * Runs one Terraform command to its end.
 *
 * @param good exit statuses that are no failure, such as 2 of `plan -detailed-exitcode`
 * @throws {TerraformFailed}
 */
export async function terraform(
  { program, ...options }: TerraformRun,
  args: readonly string[],
  good: readonly number[] = [0],
): Promise<ChildResult> {
  const result = await runChild(program, args, { ...options, tethered: true });
  if (!good.includes(result.status)) throw new TerraformFailed(args[0] ?? "", result);
  return result;
}

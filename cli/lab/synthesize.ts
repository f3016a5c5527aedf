import { mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Environment, runChild } from "../../lib/system/child";
import { WorkError } from "../failure";

/** Synthesizes the stacks as the cdktf CLI does: it runs the command in `cdktf.json`, into a folder of ours. */
export async function synthesize(
  root: string,
  environment: Environment,
  output: string,
  signal: AbortSignal,
): Promise<void> {
  const { app } = JSON.parse(readFileSync(join(root, "cdktf.json"), "utf8")) as { app: string };
  mkdirSync(dirname(output), { recursive: true }); // cdktf makes the last folder alone
  const result = await runChild("sh", ["-c", app], {
    cwd: root,
    environment: { ...environment, CDKTF_OUTDIR: output },
    signal,
  });
  if (result.status !== 0) throw new WorkError(`synthesis failed: ${firstError(result.stderr)}`);
}

/** Node prints the place of an error that nobody caught, then the error. */
function firstError(stderr: string): string {
  const lines = stderr.trim().split("\n");
  return lines.find((line) => /^\w*Error\b/.test(line)) ?? (lines[0] || "it printed nothing");
}

import { Secrets } from "../../lib/verify/secrets";
import { readRegistry } from "../read-registry";
import { cellsToProve } from "./cells";
import { checkReports } from "./check-reports";
import { commitOf } from "./commit";
import type { VerifyOptions } from "./options";
import { startProgress } from "./progress";
import { writeReports } from "./reports";
import { verifyCells } from "./verify-cells";

const EXIT = { proved: 0, contradicted: 1, inconclusive: 3 } as const;

/** What is left under way when all is said may take so long to end by itself, in milliseconds. */
const LEFT_MS = 500;

/**
 * Proves what is asked for, and writes the reports. Interrupted, it reports what is known and ends the process.
 *
 * @returns the exit status
 */
export async function runVerify(options: VerifyOptions, signal: AbortSignal): Promise<number> {
  try {
    return await verify(options, signal);
  } finally {
    // nobody waits for an endpoint that dribbles, or a program that was asked for credentials; the status is set by then
    setTimeout(() => process.exit(), LEFT_MS).unref();
  }
}

async function verify(options: VerifyOptions, signal: AbortSignal): Promise<number> {
  checkReports(options);
  const registry = readRegistry(options.config);
  const selected = cellsToProve(registry, options);
  const commit = await commitOf(options.config, signal);
  const verification = await verifyCells(registry, selected, {
    ...options,
    commit,
    signal,
    secrets: new Secrets(),
    progress: (cells) => startProgress(cells, options.concurrency),
  });
  writeReports(verification, options);
  const status = EXIT[verification.result];
  // calls may still be under way, and nobody waits for them
  if (signal.aborted) process.stdout.write("", () => process.exit(status));
  return status;
}

import { accessSync, constants, realpathSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { UsageError } from "../failure";
import type { VerifyOptions } from "./options";

export type Outputs = Pick<VerifyOptions, "format" | "out" | "junit" | "html">;

const FORMATS = ["table", "markdown", "json"];

/**
 * Before any call: a run whose report can't be written is wasted, and one that is written over what it was read from is worse.
 *
 * @throws {UsageError} with every problem
 */
export function checkReports({
  format,
  out,
  junit,
  html,
  config,
  from,
}: Outputs & Partial<Pick<VerifyOptions, "config" | "from">>): void {
  const problems = FORMATS.includes(format)
    ? []
    : [`--format must be one of ${FORMATS.join(", ")}, got ${JSON.stringify(format)}`];
  const taken = new Map<string, string>();
  for (const [name, file] of Object.entries({ config, from }))
    if (file !== undefined) taken.set(placeOf(file), `--${name}`);
  for (const [name, file] of Object.entries({ out, junit, html })) {
    if (file === undefined) continue;
    const other = taken.get(placeOf(file));
    const problem = other ? `must be another file than ${other}` : problemOf(file);
    if (problem) problems.push(`--${name} ${problem}, got ${JSON.stringify(file)}`);
    taken.set(placeOf(file), `--${name}`);
  }
  if (problems.length) throw new UsageError(...problems);
}

/** Where a file lies, by whatever name: one that is not there yet, in its folder. */
function placeOf(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return resolve(file);
  }
}

function problemOf(file: string): string | undefined {
  if (file === "" || file.endsWith("/")) return "must name a file";
  const folder = statSync(dirname(file), { throwIfNoEntry: false });
  if (!folder?.isDirectory()) return "must be a file in a folder that is there";
  const there = statSync(file, { throwIfNoEntry: false });
  if (there && !there.isFile()) return "must be a file, not a folder or a device";
  try {
    accessSync(dirname(file), constants.W_OK | constants.X_OK);
  } catch {
    return "must be in a folder that this user may write";
  }
  return undefined;
}

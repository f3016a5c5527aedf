import { dirname } from "node:path";
import { runChild } from "../../lib/system/child";

const GIT_MS = 2_000;

/** The commit of the checkout that a file lies in, `-dirty` behind it where something is not committed; undefined where there is none. */
export async function commitOf(file: string, signal: AbortSignal): Promise<string | undefined> {
  const args = ["describe", "--always", "--dirty", "--abbrev=40", "--exclude=*"];
  const { PATH, HOME } = process.env;
  try {
    const { status, stdout } = await runChild("git", args, {
      cwd: dirname(file),
      environment: { PATH, HOME, GIT_OPTIONAL_LOCKS: "0" },
      signal: AbortSignal.any([signal, AbortSignal.timeout(GIT_MS)]),
    });
    const commit = stdout.trim();
    return status === 0 && /^[0-9a-f]{40,64}(-dirty)?$/.test(commit) ? commit : undefined;
  } catch {
    return undefined; // without git, or without an answer of it, a report names no commit
  }
}

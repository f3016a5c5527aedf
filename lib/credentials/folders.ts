import { chmodSync, mkdirSync, rmdirSync, statSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Makes a folder and those above it that are not there, each for its owner alone whatever the umask is; all or none.
 *
 * @returns those that were made, the uppermost first
 */
export function makeFolders(folder: string): string[] {
  if (exists(folder)) return [];
  const made = makeFolders(dirname(folder));
  try {
    mkdirSync(folder);
    made.push(folder);
    chmodSync(folder, 0o700);
  } catch (error) {
    const madeBySomebodyElse = (error as NodeJS.ErrnoException).code === "EEXIST" && exists(folder);
    if (!madeBySomebodyElse) {
      removeFolders(made);
      throw error;
    }
  }
  return made;
}

/** The folders that a failed run made; one that somebody uses by now stays. */
export function removeFolders(made: readonly string[]): void {
  for (const folder of made.toReversed()) {
    try {
      rmdirSync(folder);
    } catch {
      return;
    }
  }
}

const exists = (folder: string) => statSync(folder, { throwIfNoEntry: false }) !== undefined;

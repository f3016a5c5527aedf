import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Every program of that name on a PATH, the first one first. */
export function programsOnPath(name: string, path: string | undefined): string[] {
  const directories = (path ?? "").split(delimiter).filter(Boolean);
  return directories.map((directory) => join(directory, name)).filter(isProgram);
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false; // not there or not ours to run: the next one may be
  }
}

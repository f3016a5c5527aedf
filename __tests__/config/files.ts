import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { loadRegistry } from "../../lib/config/load";
import { ConfigError } from "../../lib/config/problem";
import type { Registry } from "../../lib/config/registry";

/** Where thousands of files are written and removed in no time: in memory, where the system has such a folder. */
export const fastFolder = existsSync("/dev/shm") ? "/dev/shm" : tmpdir();

/** Runs with a fresh folder that is gone afterwards. */
export function inFolder<Result>(run: (folder: string) => Result): Result {
  const folder = mkdtempSync(join(fastFolder, "registry-"));
  try {
    return run(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export type Files = Readonly<Record<string, string | Uint8Array>>;

export function writeFiles(folder: string, files: Files): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
}

export type Loading = { readonly registry: Registry } | { readonly problems: readonly string[] };

/** What loading gives: the registry, or the problems, with the folder's path taken out of them. */
export function loading(
  file: string,
  environment: Readonly<Record<string, string | undefined>> = {},
): Loading {
  try {
    return { registry: loadRegistry(file, environment) };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { problems: error.problems.map((line) => line.replaceAll(`${dirname(file)}/`, "")) };
  }
}

/** The problems of a registry in files of these names; the first is the registry itself. */
export function problemsOf(files: Files, environment = {}): readonly string[] {
  return inFolder((folder) => {
    writeFiles(folder, files);
    const result = loading(join(folder, Object.keys(files)[0] ?? ""), environment);
    return "problems" in result ? result.problems : [];
  });
}

/** The registry that these files declare; the first is the registry itself. */
export function registryOf(files: Files, environment = {}): Registry {
  return inFolder((folder) => {
    writeFiles(folder, files);
    return loadRegistry(join(folder, Object.keys(files)[0] ?? ""), environment);
  });
}

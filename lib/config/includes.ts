import { readdirSync, realpathSync } from "node:fs";
import { join, sep } from "node:path";

/** An included file, by the name that messages use and by the path to open. */
export interface IncludedFile {
  /** Relative to the registry file's folder, with `/`. */
  readonly name: string;
  readonly path: string;
}

export type Expansion =
  | { readonly files: readonly IncludedFile[] }
  /** Why the pattern is refused: `must …`. */
  | { readonly rule: string };

/**
 * The files that a pattern of `include` names, sorted by name. A `*`, at most one in a part of the path, stands for any
 * characters of that part, and not for a leading dot. Links are followed as long as they stay in the folder.
 */
export function expandInclude(folder: string, pattern: string, list: Listing): Expansion {
  const parts = pattern.split("/");
  const names = parts.reduce<string[]>(
    (parents, part) => parents.flatMap((parent) => childrenOf(folder, parent, part, list)),
    [""],
  );
  if (names.length === 0) return { rule: "must name at least one file" };
  const files = names.map((name) => ({ name, path: join(folder, name) }));
  const root = realpathSync(folder);
  const outside = files.find(({ path }) => !isBelow(root, path));
  if (outside) {
    return {
      rule: `must stay below the registry file's folder: ${JSON.stringify(outside.name)} leads out of it`,
    };
  }
  return { files: files.sort((a, b) => (a.name < b.name ? -1 : 1)) };
}

function childrenOf(folder: string, parent: string, part: string, list: Listing): string[] {
  const [start = "", end] = part.split("*");
  const entries = list(join(folder, parent));
  const names =
    end === undefined
      ? entries.filter((name) => name === part)
      : entries.filter(
          (name) =>
            name.length >= start.length + end.length &&
            name.startsWith(start) &&
            name.endsWith(end) &&
            (start !== "" || !name.startsWith(".")),
        );
  return names.map((name) => (parent === "" ? name : `${parent}/${name}`));
}

/** A folder's entries. */
export type Listing = (folder: string) => readonly string[];

/** Looks into each folder once, however many patterns lead there. */
export function listing(): Listing {
  const seen = new Map<string, readonly string[]>();
  return (folder) => {
    const entries = seen.get(folder) ?? entriesOf(folder);
    seen.set(folder, entries);
    return entries;
  };
}

/** None where there is no such folder. */
function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return [];
  }
}

/** A link that leads nowhere, or in circles, counts as below: opening it says what is wrong. */
function isBelow(root: string, path: string): boolean {
  try {
    return realpathSync(path).startsWith(root.endsWith(sep) ? root : root + sep);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return true;
  }
}

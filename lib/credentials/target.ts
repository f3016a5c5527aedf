import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readFileSync,
  realpathSync,
  type Stats,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { RefusedError } from "./refusal";

/** The file that is changed, links followed. */
export interface Target {
  readonly path: string;
  /** Absent when there is no file yet. */
  readonly old?: { readonly bytes: Buffer; readonly status: Stats };
}

/** Where a path leads. The links on the way stay links: their target is what is read and replaced. */
export function resolveTarget(file: string): string {
  if (!lstatSync(file, { throwIfNoEntry: false })) {
    if (file === "" || file.endsWith("/")) throw new RefusedError(file, "it names no file");
    return join(realpathSync(dirname(file)), basename(file));
  }
  try {
    const path = realpathSync(file);
    check(file, lstatSync(path));
    return path;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") throw new RefusedError(file, "it is a link to a file that does not exist");
    if (code === "EACCES") throw new RefusedError(file, "it is a link to where this user may not look");
    throw error;
  }
}

/**
 * Reads the file, and refuses what can't be replaced as it is: whole, with the same owner, and with a right to write.
 *
 * @throws {RefusedError}
 */
export function readTarget(file: string, path: string): Target {
  if (!lstatSync(path, { throwIfNoEntry: false })) return { path };
  const descriptor = opened(file, path);
  try {
    const status = fstatSync(descriptor);
    check(file, status);
    return { path, old: { bytes: readFileSync(descriptor), status } };
  } finally {
    closeSync(descriptor);
  }
}

/** Neither follows a link put there meanwhile nor waits for a pipe's writer. */
function opened(file: string, path: string): number {
  try {
    return openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EACCES") throw new RefusedError(file, "this user may not read it");
    throw error;
  }
}

function check(file: string, status: Stats): void {
  const problem = kindProblem(status) ?? rightsProblem(status, lstatSync(file).isSymbolicLink());
  if (problem) throw new RefusedError(file, problem);
}

function kindProblem(status: Stats): string | undefined {
  if (status.isFile()) return undefined;
  if (status.isDirectory()) return "it is a folder, not a file";
  if (status.isFIFO()) return "it is a pipe, not a file";
  if (status.isSocket()) return "it is a socket, not a file";
  return "it is a device, not a file";
}

function rightsProblem(status: Stats, linked: boolean): string | undefined {
  const user = process.geteuid?.() ?? status.uid;
  if (linked && status.uid !== user) return "it is a link to a file of another user";
  if (user !== 0 && status.uid !== user) return "it belongs to another user";
  if (user !== 0 && (status.mode & 0o070) !== 0 && !groups().includes(status.gid)) {
    return "its group, which this user is not in, has rights that a new file can't give it";
  }
  if ((status.mode & 0o200) === 0) return "its owner has no right to write it, so it is not replaced either";
  return undefined;
}

const groups = () => [process.getegid?.() ?? 0, ...(process.getgroups?.() ?? [])];

/** Has somebody who knows no lock changed the file since it was read? */
export function isUnchanged({ path, old }: Target): boolean {
  const now = lstatSync(path, { throwIfNoEntry: false });
  if (!now || !old) return !now && !old;
  const { ino, size, mtimeMs, ctimeMs } = old.status;
  return now.ino === ino && now.size === size && now.mtimeMs === mtimeMs && now.ctimeMs === ctimeMs;
}

import {
  closeSync,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  lstatSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname } from "node:path";
import { newOwner, OWNER } from "./owner";

export interface Replacement {
  readonly bytes: Uint8Array;
  /** Permission bits of the new file, whatever the umask is. */
  readonly mode: number;
  /** Set when the new file must belong to somebody else than it would. */
  readonly owner?: { readonly uid: number; readonly gid: number };
  /** Asked last, when everything but the rename is done; throws to leave the old file. */
  readonly confirm: () => void;
}

/**
 * Replaces a file by another whole one, as the holder of its lock: a new file beside it, private and of an unpredictable
 * name, flushed to the disk, then renamed over it, and the rename flushed too. A failure leaves the old file alone.
 */
export function replaceFile(file: string, { bytes, mode, owner, confirm }: Replacement): void {
  const folder = openSync(dirname(file), "r");
  try {
    const temporary = `${temporaryPrefix(file)}${newOwner()}.tmp`;
    try {
      fill(temporary, (descriptor) => {
        writeFileSync(descriptor, bytes);
        if (owner) giveTo(owner, descriptor, mode);
        fchmodSync(descriptor, mode);
        fsyncSync(descriptor);
      });
      confirm();
      renameSync(temporary, file);
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    }
    flushFolder(folder);
  } finally {
    closeSync(folder);
  }
}

/** A group that the user is not in can't be given; no loss where the mode gives a group nothing. */
function giveTo({ uid, gid }: NonNullable<Replacement["owner"]>, descriptor: number, mode: number): void {
  try {
    fchownSync(descriptor, uid, gid);
  } catch (error) {
    const onlyTheGroupDiffers = fstatSync(descriptor).uid === uid;
    if (!onlyTheGroupDiffers || (mode & 0o070) !== 0) throw error;
  }
}

/** Some file systems, of containers and of networks, can't flush a folder; the file is in its place by then. */
function flushFolder(folder: number): void {
  try {
    fsyncSync(folder);
  } catch (error) {
    if (!["EINVAL", "ENOTSUP"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
  }
}

function fill(temporary: string, write: (descriptor: number) => void): void {
  const descriptor = openSync(temporary, "wx", 0o600);
  try {
    write(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Removes what killed runs of {@link replaceFile} left beside a file. Only the holder of the file's lock makes such
 * files, so whoever holds it may remove them all.
 */
export function removeLeftovers(file: string): void {
  const folder = dirname(file);
  const prefix = basename(temporaryPrefix(file));
  const owner = new RegExp(`^${OWNER}\\.tmp$`);
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(prefix) || !owner.test(name.slice(prefix.length))) continue;
    const status = lstatSync(`${folder}/${name}`, { throwIfNoEntry: false });
    if (status?.isFile()) unlinkSync(`${folder}/${name}`);
  }
}

const temporaryPrefix = (file: string) => `${file}.ecr-access.`;

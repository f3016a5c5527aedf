import { randomBytes } from "node:crypto";
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

export interface WriteOptions {
  /**
   * Permission bits of the new file.
   *
   * @default 0o644
   */
  readonly mode?: number;
}

/**
 * Writes a file whole or not at all: into a new file beside it, flushed to the disk, then renamed over it. Whoever reads
 * meanwhile sees the old content or the new, and a failure leaves the old file and nothing beside it.
 */
export function writeWhole(
  file: string,
  content: string | Uint8Array,
  { mode = 0o644 }: WriteOptions = {},
): void {
  const temporary = `${file}.${randomBytes(6).toString("hex")}.tmp`;
  const descriptor = openSync(temporary, "wx", mode);
  try {
    try {
      writeFileSync(descriptor, content);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  syncDirectory(dirname(file));
}

/** The rename itself must survive a crash of the machine. */
function syncDirectory(directory: string): void {
  const descriptor = openSync(directory, "r");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";

/** What a registry's file may weigh: 1 MiB. */
const MOST_BYTES = 1024 * 1024;

/** Lines and commas together: each may begin a value, and of so many the parser alone takes seconds. */
const MOST_VALUES = 150_000;

/** Either the text of a file, or why it can't be one of the registry's, as a rule: `must …`. */
export type FileText = { readonly text: string } | { readonly rule: string };

/** Reads a regular file of at most 1 MiB of UTF-8. A pipe or device never blocks it. */
export function readText(path: string): FileText {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
    const status = fstatSync(descriptor);
    if (status.isDirectory()) return { rule: "must be a file: this is a directory" };
    if (!status.isFile()) return { rule: "must be a regular file: this is a pipe, socket or device" };
    return decode(readAtMost(descriptor, status.size, MOST_BYTES + 1));
  } catch (error) {
    return { rule: reason(error as NodeJS.ErrnoException) };
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** @param expected bytes that the file is said to have; it may have more, or say none */
function readAtMost(descriptor: number, expected: number, most: number): Buffer {
  let buffer = Buffer.alloc(Math.min(expected + 1, most));
  let length = 0;
  for (;;) {
    const read = readSync(descriptor, buffer, length, buffer.length - length, null);
    length += read;
    if (read === 0 || length === most) return buffer.subarray(0, length);
    if (length === buffer.length) buffer = Buffer.concat([buffer], most);
  }
}

function decode(bytes: Buffer): FileText {
  if (bytes.length > MOST_BYTES) return { rule: "must be at most 1 MiB" };
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    const values = text.match(/[\n,]/g)?.length ?? 0;
    if (values > MOST_VALUES) return { rule: `must have at most ${MOST_VALUES} lines and commas` };
    return { text };
  } catch {
    return { rule: "must be UTF-8" };
  }
}

function reason(error: NodeJS.ErrnoException): string {
  if (error.code === undefined) throw error;
  const reasons: Readonly<Record<string, string>> = {
    ENOENT: "must exist: there is no such file",
    ENOTDIR: "must exist: a part of its path is not a directory",
    EACCES: "must be readable: permission denied",
    EPERM: "must be readable: permission denied",
    ELOOP: "must be readable: its links go in circles",
    ENAMETOOLONG: "must have a shorter name",
    ENXIO: "must be a regular file: this is a pipe, socket or device",
  };
  return reasons[error.code] ?? `must be readable: ${error.code}`;
}

/** A file that is left as it is, and why: one line that names the file and holds nothing of its content. */
export class RefusedError extends Error {
  constructor(file: string, why: string) {
    super(`${shown(file)}: ${why}`);
  }
}

/** A name or value that can't stand in a credentials file; nothing was touched. */
export class InvalidProfileError extends RefusedError {}

/** A path as it was given; quoted where it would break the line. */
function shown(file: string): string {
  return /[\p{Cc}\u2028\u2029]/u.test(file) || file === "" ? JSON.stringify(file) : file;
}

const WORDS: Readonly<Record<string, string>> = {
  EACCES: "this user may not write in its folder, so no temporary file can be made beside it",
  EPERM: "the system does not let this user replace it",
  EROFS: "it lies on a read-only file system",
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  EFBIG: "the file would be larger than this process may write",
  EIO: "the disk failed",
  ENOTDIR: "a part of its path is not a folder",
  EISDIR: "it is a folder, not a file",
  ELOOP: "it is a link that leads in a circle",
  EEXIST: "a part of its path is a link that leads nowhere",
  ENAMETOOLONG: "its path is too long",
  ENOENT: "a part of its path does not exist",
  EMFILE: "too many files are open",
  ENFILE: "too many files are open",
  EXDEV: "its folder is spread over several file systems",
};

/** The system's error in words; anything that is not the system's is a bug and passes as it is. */
export function inWords(file: string, error: unknown): unknown {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (error instanceof RefusedError || !code || !syscall) return error;
  return new RefusedError(
    file,
    `${WORDS[code] ?? `the system could not ${syscall} it (${code})`}; nothing was changed`,
  );
}

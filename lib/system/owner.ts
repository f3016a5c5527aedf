import { createHash, randomBytes } from "node:crypto";
import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";

/**
 * Who made a lock or a temporary file, as part of its name: `PID.START.WORLD.NONCE`. A process number is used again in
 * time and means another process in another container, so the process's start and its world stand beside it.
 */
export interface Owner {
  readonly pid: number;
  /** Clock ticks from boot to the process's start; 0 where the system does not tell. */
  readonly start: string;
  /** Equal where process numbers mean the same processes: one boot of one machine, one container. */
  readonly world: string;
  readonly nonce: string;
}

/** Of an owner's name, for use in a larger pattern. */
export const OWNER = "\\d+\\.\\d+\\.[0-9a-f]{12}\\.[0-9a-f]{32}";

const WORLD = createHash("sha256")
  .update([hostname(), textOf("/proc/sys/kernel/random/boot_id"), linkOf("/proc/self/ns/pid")].join("\n"))
  .digest("hex")
  .slice(0, 12);

/** A name for something of this process's, never used before. */
export function newOwner(): string {
  const start = processState(process.pid)?.start ?? "0";
  return [process.pid, start, WORLD, randomBytes(16).toString("hex")].join(".");
}

export function parseOwner(name: string): Owner | undefined {
  if (!new RegExp(`^${OWNER}$`).test(name)) return undefined;
  const [pid, start, world, nonce] = name.split(".") as [string, string, string, string];
  return { pid: Number(pid), start, world, nonce };
}

/** Does the process still run? `unknown` for one of another machine or container. */
export function isRunning({ pid, start, world }: Owner): boolean | "unknown" {
  if (world !== WORLD) return "unknown";
  const state = processState(pid);
  if (state) return !state.ended && state.start === start;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}

/** @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
function processState(pid: number): { start: string; ended: boolean } | undefined {
  const stat = textOf(`/proc/${pid}/stat`);
  // the second field is the program's name in brackets, which may hold blanks and brackets itself
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return stat === "" ? undefined : { start: fields[19]!, ended: /[ZX]/.test(fields[0]!) };
}

/** Empty where the system has no such file: not Linux, or no such process. */
function textOf(file: string): string {
  return absentAsEmpty(() => readFileSync(file, "utf8"));
}

function linkOf(file: string): string {
  return absentAsEmpty(() => readlinkSync(file));
}

function absentAsEmpty(read: () => string): string {
  try {
    return read();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ESRCH" || code === "EACCES" || code === "EPERM") return "";
    throw error;
  }
}

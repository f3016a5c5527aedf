import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { ROOT } from "../cli/root";

/** A copy of the checkout for one test, so that what a command writes can be told from what was there. */
export interface Checkout {
  readonly path: string;
  /** Every file but those below `except`, with a hash of its bytes. */
  fingerprint(except?: readonly string[]): Record<string, string>;
  /** Processes that work in it or were started from it. */
  processes(): string[];
  remove(): void;
}

/** Tracked and new files are copied; installed packages and the sandbox's Python are shared by a link. */
export function copyCheckout(): Checkout {
  const path = mkdtempSync(join(tmpdir(), "ecr-access-checkout-"));
  const files = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: ROOT,
    encoding: "utf8",
  });
  for (const file of files.split("\0").filter((name) => name && !name.startsWith("__tests__/"))) {
    mkdirSync(dirname(join(path, file)), { recursive: true });
    cpSync(join(ROOT, file), join(path, file));
  }
  symlinkSync(join(ROOT, "node_modules"), join(path, "node_modules"));
  mkdirSync(join(ROOT, ".cache"), { recursive: true });
  symlinkSync(join(ROOT, ".cache"), join(path, ".cache"));
  return {
    path,
    fingerprint: (except = []) => fingerprint(path, except),
    processes: () => processesOf(path),
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** Every file below a folder with a hash of its bytes; links are not followed. */
export function fingerprint(folder: string, except: readonly string[] = []): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter((file) => !except.some((name) => file.startsWith(`${name}/`)));
  const hash = (file: string) =>
    createHash("sha256")
      .update(readFileSync(join(folder, file)))
      .digest("hex");
  return Object.fromEntries(files.sort().map((file) => [file, hash(file)]));
}

function processesOf(path: string): string[] {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
  return pids.map(describeProcess).filter((text) => text.includes(path));
}

/** Command line and working directory; empty for one that has ended or is not ours to see. */
function describeProcess(pid: string): string {
  try {
    return `${readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ")} in ${readlinkSync(`/proc/${pid}/cwd`)}`;
  } catch {
    return "";
  }
}

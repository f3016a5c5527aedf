import { createHash, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type Environment, runChild } from "../../lib/system/child";
import { programsOnPath } from "../../lib/system/programs";

/** Where environments are kept: inside the checkout, so that removing it leaves nothing behind. */
const CACHE = join(__dirname, "..", "..", ".cache");

/** Python can't be had: one line that says what to install. */
export class PythonMissing extends Error {}

export interface EnvironmentOptions {
  /** Called once, before work that takes more than a moment. */
  readonly onProgress?: (message: string) => void;
  readonly signal?: AbortSignal;
  /**
   * Directory that holds the environments.
   *
   * @default - `.cache` in the checkout
   */
  readonly cache?: string;
}

/**
 * The Python interpreter of a virtual environment that holds exactly what a requirements file lists. It is made on the
 * first call, under a temporary name, and named by the file's content: a half-made one is never found, an outdated one
 * never used, and two that are made at once don't meet.
 *
 * Its scripts know the temporary name, so run what it holds as `python -m MODULE`.
 *
 * @throws {PythonMissing}
 */
export async function pythonEnvironment(
  requirements: string,
  { onProgress, signal, cache = CACHE }: EnvironmentOptions = {},
): Promise<string> {
  const hash = createHash("sha256").update(readFileSync(requirements)).digest("hex").slice(0, 16);
  const directory = join(cache, `python-${hash}`);
  const python = join(directory, "bin", "python");
  if (existsSync(python)) return python; // follows the link: false once the Python behind it is gone
  onProgress?.(`Installing ${requirements} with pip, once`);
  mkdirSync(cache, { recursive: true });
  sweep(cache);
  const temporary = `${directory}.${process.pid}.${randomBytes(4).toString("hex")}.tmp`;
  try {
    await build(temporary, requirements, signal);
    if (!existsSync(python)) rmSync(directory, { recursive: true, force: true });
    renameUnlessThere(temporary, directory);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
  return python;
}

async function build(directory: string, requirements: string, signal?: AbortSignal): Promise<void> {
  const options = { cwd: "/", environment: pipEnvironment(), signal };
  const python = programsOnPath("python3", process.env.PATH)[0];
  if (!python)
    throw new PythonMissing("the sandbox needs Python 3 with venv and pip, found no python3 on the PATH");
  const made = await runChild(python, ["-m", "venv", directory], options);
  if (made.status !== 0) {
    throw new PythonMissing(
      `the sandbox needs Python's venv and pip (Debian: apt-get install python3-venv), ${python} -m venv says: ${lastLine(made.stdout + made.stderr)}`,
    );
  }
  const pip = [
    "-m",
    "pip",
    "install",
    "--quiet",
    "--disable-pip-version-check",
    "--no-input",
    "-r",
    requirements,
  ];
  const installed = await runChild(join(directory, "bin", "python"), pip, options);
  if (installed.status !== 0) {
    throw new PythonMissing(`pip could not install ${requirements}: ${lastLine(installed.stderr)}`);
  }
}

/** pip's index, proxies and certificates are the user's settings; AWS's and Python's variables are not for it. */
function pipEnvironment(): Environment {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(AWS_|PYTHON|NODE_|npm_)/.test(name));
  return Object.fromEntries(inherited);
}

function renameUnlessThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (!["ENOTEMPTY", "EEXIST"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
  }
}

/** Removes what builders left that were killed outright. */
function sweep(cache: string): void {
  for (const name of readdirSync(cache)) {
    const builder = /^python-\w+\.(\d+)\.\w+\.tmp$/.exec(name)?.[1];
    if (builder && !isRunning(Number(builder))) rmSync(join(cache, name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1) ?? "";
}

import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type EnvironmentOptions, pythonEnvironment } from "./environment";
import { pythonWithMoto } from "./python";

const REQUIREMENTS = join(__dirname, "..", "requirements.txt");
const START_MS = 30_000;
const KEPT_OUTPUT = 4_096;

/** A running moto: where it listens, the key that it wants to see, and its end. */
export interface Moto {
  readonly port: number;
  readonly key: string;
  /** Resolves with what moto said last when it ends without having been told to; never otherwise. */
  readonly died: Promise<string>;
  stop(): Promise<void>;
}

/** Starts moto on a loopback port of its own, with an environment of its own; it never outlives this process. */
export async function startMoto(options: EnvironmentOptions = {}): Promise<Moto> {
  const python = (await pythonWithMoto(pinnedVersion())) ?? (await pythonEnvironment(REQUIREMENTS, options));
  options.signal?.throwIfAborted();
  const child = spawn(python, [join(__dirname, "serve.py")], {
    cwd: "/",
    env: motoEnvironment(),
    detached: true, // a group of its own: the terminal's Ctrl-C is the gateway's business
    stdio: ["pipe", "pipe", "pipe"],
  });
  child.stdin.on("error", () => undefined); // it is gone already: `exit` says so
  const key = randomBytes(24).toString("hex");
  child.stdin.write(`${key}\n`);
  const lastWords = keepLast(child);
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const stop = async () => {
    stopping = true;
    child.kill("SIGKILL"); // its state is in memory only: there is nothing to put in order
    await ended;
  };
  let stopping = false;
  try {
    const port = await firstLine(child, lastWords);
    const died = new Promise<string>((resolve) => void ended.then(() => stopping || resolve(lastWords())));
    return { port: Number(port), key, died, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function pinnedVersion(): string {
  const version = /^moto==(\S+)$/m.exec(readFileSync(REQUIREMENTS, "utf8"))?.[1];
  if (!version) throw new Error(`${REQUIREMENTS} must pin moto`);
  return version;
}

function motoEnvironment(): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    AWS_EC2_METADATA_DISABLED: "true",
    MOTO_IAM_LOAD_MANAGED_POLICIES: "true",
    PYTHONUNBUFFERED: "1",
  };
}

/** Reads all that moto prints, so that it never blocks on a full pipe, and keeps only the end. */
function keepLast(child: ChildProcess): () => string {
  let kept = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (kept = (kept + text).slice(-KEPT_OUTPUT)));
  return () => kept.trim().split("\n").at(-1) || "it said nothing";
}

function firstLine(child: ChildProcess, lastWords: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(
      () => reject(new Error(`moto did not start within ${START_MS / 1000} s`)),
      START_MS,
    );
    const lines = createInterface({ input: child.stdout! });
    lines.once("line", (line) => {
      clearTimeout(late);
      resolve(line);
    });
    child.once("error", reject);
    child.once("close", () => {
      clearTimeout(late);
      reject(new Error(`moto ended while starting: ${lastWords()}`));
    });
  });
}

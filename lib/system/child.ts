import { type ChildProcess, spawn } from "node:child_process";

export type Environment = Readonly<Record<string, string | undefined>>;

export interface ChildOptions {
  readonly cwd: string;
  /** The child's whole environment: nothing is inherited. */
  readonly environment: Environment;
  /** Kills the child's process group when it is aborted. */
  readonly signal?: AbortSignal;
  /**
   * End the child and all that it started when this process ends, in whatever way, SIGKILL included.
   *
   * @default false - they end when they notice
   */
  readonly tethered?: boolean;
  /** Called with each piece of output as it comes, of both streams. */
  readonly onOutput?: (text: string) => void;
}

export interface ChildResult {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

const GRACE_MS = 5_000;

/** A shell that starts a program, and beside it a watcher that kills the process group when standard input ends: the kernel closes that pipe. */
const TETHER = `
exec 3<&0 </dev/null
"$@" 3<&- &
program=$!
{ cat <&3; kill -KILL 0; } >/dev/null 2>&1 &
wait "$program"
`;

const running = new Set<ChildProcess>();

/** Last resort: whatever still runs when this process exits goes with it. */
process.once("exit", () => running.forEach((child) => signalGroup(child, "SIGKILL")));

/** A child leads a process group of its own, so that plugins that it started end with it. */
function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/**
 * Runs a program to its end and collects what it prints.
 *
 * @throws the error of spawn (ENOENT: no such program), or the signal's reason when it is aborted; by then the child's
 * whole process group is gone: SIGTERM, then SIGKILL five seconds later.
 */
export async function runChild(
  program: string,
  args: readonly string[],
  { cwd, environment, signal, tethered, onOutput }: ChildOptions,
): Promise<ChildResult> {
  signal?.throwIfAborted();
  const [command, ...rest] = tethered ? ["sh", "-c", TETHER, "sh", program, ...args] : [program, ...args];
  const child = spawn(command!, rest, {
    cwd,
    env: environment as NodeJS.ProcessEnv,
    detached: true,
    stdio: ["pipe", "pipe", "pipe"],
  });
  child.stdin.on("error", () => undefined); // one that reads nothing may close it
  if (!tethered) child.stdin.end();
  running.add(child);
  const output = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"] as const) {
    child[stream].setEncoding("utf8").on("data", (text: string) => {
      output[stream] += text;
      onOutput?.(text);
    });
  }
  let kill: NodeJS.Timeout | undefined;
  const stop = () => {
    signalGroup(child, "SIGTERM");
    kill = setTimeout(() => signalGroup(child, "SIGKILL"), GRACE_MS);
  };
  signal?.addEventListener("abort", stop, { once: true });
  try {
    const status = await new Promise<number>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code) => resolve(code ?? 1));
    });
    signal?.throwIfAborted();
    return { status, ...output };
  } finally {
    clearTimeout(kill);
    signal?.removeEventListener("abort", stop);
    running.delete(child);
    signalGroup(child, "SIGKILL");
  }
}

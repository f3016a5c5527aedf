import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { readLines } from "../../lib/credentials/lines";
import { asUser } from "./users";

export interface Bundle {
  readonly script: string;
  /** Writes the profile `new` to the file as a user without rights. */
  writeAsUser(file: string): Promise<Ended>;
  remove(): void;
}

/** `writer-main.ts` as one file, which starts in a twentieth of a second and which any user may read. */
export function bundleWriter(): Bundle {
  const folder = mkdtempSync(join(tmpdir(), "ecr-access-writer-"));
  chmodSync(folder, 0o755);
  const script = join(folder, "writer.js");
  buildSync({
    entryPoints: [join(__dirname, "writer-main.ts")],
    bundle: true,
    platform: "node",
    outfile: script,
    logLevel: "error",
  });
  return {
    script,
    writeAsUser: (file) => start(asUser([process.execPath, script, file, "new", "1"])).ended,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Number of the last write that it said was done. */
  readonly done: number;
}

export interface Writer {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

/** Starts a program; its environment is what is given and nothing else. */
export function start(command: readonly string[], environment: Record<string, string> = {}): Writer {
  const [program, ...args] = command as [string, ...string[]];
  const child = spawn(program, args, {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output = { stdout: "", stderr: "" };
  child.stdout.on("data", (text: Buffer) => (output.stdout += text.toString()));
  child.stderr.on("data", (text: Buffer) => (output.stderr += text.toString()));
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => {
      const done = Number(/done (\d+)\n$/.exec(output.stdout)?.[1] ?? 0);
      resolve({ code, signal, ...output, done });
    });
  });
  return { child, ended };
}

/** Sections of a file with the number of their last write; throws where the file is torn. */
export function wholeSections(file: string): Map<string, number> {
  const { lines, problem } = readLines(readFileSync(file, "utf8"));
  if (problem) throw new Error(problem);
  const text = lines.map((line) => line.text).join("\n");
  const sections = text.split(/^(?=\[)/m).filter((section) => section.startsWith("["));
  return new Map(
    sections.map((section) => {
      const whole =
        /^\[(.+)\]\n# written by ecr-access; .*\naws_access_key_id = ASIA-(.+)\naws_secret_access_key = canary-secret-of-(.+)\naws_session_token = write-(\d+)\n*$/.exec(
          section,
        );
      if (!whole || whole[1] !== whole[2] || whole[1] !== whole[3]) throw new Error(`torn: ${section}`);
      return [whole[1]!, Number(whole[4])];
    }),
  );
}

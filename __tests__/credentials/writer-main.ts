/**
 * A process of its own that works on one profile: `FILE PROFILE TIMES` writes it that often, `FILE PROFILE forget`
 * removes it. Prints one `done N` a write. With DIE_AT=N it sends itself SIGKILL, or the
 * signal DIE_BY, at its Nth call of the file system.
 */
import fs from "node:fs";
import { forgetProfile, writeProfile } from "../../lib/credentials/profile";

const [file, profile, times] = process.argv.slice(2) as [string, string, string];

async function main(): Promise<void> {
  if (process.env.DIE_AT) dieAt(Number(process.env.DIE_AT));
  if (times === "forget") return forgetProfile(file, profile);
  for (let write = 1; write <= Number(times); write++) {
    await writeProfile(
      file,
      profile,
      {
        accessKeyId: `ASIA-${profile}`,
        secretAccessKey: `canary-secret-of-${profile}`,
        sessionToken: `write-${write}`,
      },
      { force: process.env.FORCE === "1", warn: (line) => console.error(`warning: ${line}`) },
    );
    fs.writeSync(1, `done ${write}\n`);
  }
}

const STEPS = [
  ...[
    "openSync",
    "closeSync",
    "writeFileSync",
    "fsyncSync",
    "fchmodSync",
    "fchownSync",
    "renameSync",
    "rmSync",
  ],
  ...["unlinkSync", "mkdirSync", "rmdirSync", "readdirSync", "readFileSync", "lstatSync", "fstatSync"],
] as const;

/** What is imported by name is looked up at each call in the bundle, so that replacing it here reaches the code. */
function dieAt(last: number): void {
  const signal = (process.env.DIE_BY ?? "SIGKILL") as NodeJS.Signals;
  const calls = fs as unknown as Record<string, (...args: unknown[]) => unknown>;
  let count = 0;
  for (const name of STEPS) {
    const real = calls[name]!;
    calls[name] = (...args) => {
      if (++count === last) process.kill(process.pid, signal);
      return real.apply(fs, args);
    };
  }
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});

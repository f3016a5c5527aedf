import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { start, wholeSections } from "./writers";

/** Longest time that a run is given before it is killed: start-up and a few dozen writes. */
const LONGEST_MS = 300;

/**
 * Starts writers and kills each at a random moment, several at a time; then one more writer must get through in 30 s. The
 * file must be whole all the while, hold at least what each run said was done, and in the end be alone in its folder.
 */
export async function killAtRandom(
  script: string,
  { runs, together }: { runs: number; together: number },
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "ecr-access-killed-"));
  try {
    const file = join(folder, "credentials");
    writeFileSync(file, "", { mode: 0o600 });
    const done = new Map<string, number>();
    let killed = 0;
    const lane = async (name: string, count: number) => {
      for (let run = 0; run < count; run++) {
        const { child, ended } = start([process.execPath, script, file, name, "1000"]);
        await sleep(40 + Math.random() * LONGEST_MS);
        child.kill("SIGKILL");
        const end = await ended;
        if (end.signal === "SIGKILL") killed++;
        wholeSections(file);
        // each run counts from 1 again, so only its own last write is compared
        if (end.done > 0) done.set(name, end.done);
        else done.delete(name);
        const found = wholeSections(file).get(name) ?? 0;
        if (end.done > 0 && found < end.done)
          throw new Error(`${name}: write ${end.done} was done, the file has ${found}`);
      }
    };
    const names = Array.from({ length: together }, (_, index) => `killed-${index}`);
    await Promise.all(names.map((name) => lane(name, runs / together)));
    expect(killed).toBe(runs);
    for (const [name, least] of done) expect(wholeSections(file).get(name)).toBeGreaterThanOrEqual(least);
    const began = performance.now();
    const last = await start([process.execPath, script, file, "last", "1"]).ended;
    expect({ code: last.code, stderr: last.stderr }).toEqual({ code: 0, stderr: "" });
    expect(performance.now() - began).toBeLessThan(30_000);
    expect(wholeSections(file).get("last")).toBe(1);
    expect(readdirSync(folder)).toEqual(["credentials"]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

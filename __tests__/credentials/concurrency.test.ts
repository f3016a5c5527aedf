import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { forgetProfile, writeProfile } from "../../lib/credentials/profile";
import { newOwner } from "../../lib/system/owner";
import { inFolder, NEW } from "./corpus";
import { readAsJavaScript } from "./javascript-reader";
import { killAtRandom } from "./killing";
import { bundleWriter, start, wholeSections } from "./writers";

const writer = bundleWriter();
afterAll(() => writer.remove());

const node = process.execPath;

test("32 processes that write 32 profiles 25 times each lose none, and a reader never sees a torn file", async () => {
  await inFolder(undefined, async (file, folder) => {
    writeFileSync(file, "", { mode: 0o600 });
    const names = Array.from({ length: 32 }, (_, index) => `team-${index}`);
    const writers = names.map((name) => start([node, writer.script, file, name, "25"]).ended);
    let busy = true;
    const all = Promise.all(writers).finally(() => (busy = false));
    let seen = 0;
    let reads = 0;
    while (busy) {
      const sections = wholeSections(file).size;
      expect(sections).toBeGreaterThanOrEqual(seen);
      seen = sections;
      reads++;
      await sleep(5);
      for (const profile of Object.values(await readAsJavaScript(file)))
        expect(Object.keys(profile)).toHaveLength(3);
    }
    expect((await all).map(({ code, stderr }) => ({ code, stderr }))).toEqual(
      names.map(() => ({ code: 0, stderr: "" })),
    );
    expect(wholeSections(file)).toEqual(new Map([...wholeSections(file).keys()].map((name) => [name, 25])));
    expect([...wholeSections(file).keys()].sort()).toEqual([...names].sort());
    expect(reads).toBeGreaterThan(10);
    expect(readdirSync(folder)).toEqual(["credentials"]);
  });
}, 120_000);

test("writers in one process lose none either", async () => {
  await inFolder(undefined, async (file, folder) => {
    await Promise.all(Array.from({ length: 40 }, (_, index) => writeProfile(file, `p${index}`, NEW)));
    expect(Object.keys(await readAsJavaScript(file))).toHaveLength(40);
    expect(readdirSync(folder)).toEqual(["credentials"]);
  });
});

test("of many who wait on a dead writer's lock each gets its turn, and no write is lost", async () => {
  await inFolder(undefined, async (file, folder) => {
    writeFileSync(file, "", { mode: 0o600 });
    const dead = start([node, "-e", ""]);
    const owner = newOwner().replace(/^\d+/, String(dead.child.pid));
    await dead.ended;
    for (let round = 0; round < 4; round++) {
      mkdirSync(`${file}.ecr-access.lock`, 0o700);
      writeFileSync(join(`${file}.ecr-access.lock`, owner), "");
      const names = Array.from({ length: 12 }, (_, index) => `round-${round}-${index}`);
      const ended = await Promise.all(
        names.map((name) => start([node, writer.script, file, name, "2"]).ended),
      );
      expect(ended.map(({ stderr, done }) => ({ stderr, done }))).toEqual(
        names.map(() => ({ stderr: "", done: 2 })),
      );
      for (const name of names) expect(wholeSections(file).get(name)).toBe(2);
      expect(readdirSync(folder)).toEqual(["credentials"]);
    }
  });
}, 60_000);

test("killed at any of its steps, a run leaves the old file or the new, and the next run clears up", async () => {
  await inFolder(undefined, async (file, folder) => {
    writeFileSync(file, "", { mode: 0o600 });
    const fresh = await start([node, writer.script, file, "keep", "1"]).ended;
    expect(fresh.code).toBe(0);
    const before = readFileSync(file, "utf8");
    const leftovers = new Set<string>();
    for (let step = 1; ; step++) {
      const killed = await start([node, writer.script, file, "new", "1"], { DIE_AT: String(step) }).ended;
      if (killed.signal !== "SIGKILL") break;
      const sections = [...wholeSections(file).keys()];
      expect([["keep"], ["keep", "new"]]).toContainEqual(sections);
      for (const name of readdirSync(folder)) leftovers.add(name.replace(/[0-9a-f.]+(?=$|\.tmp$)/, "*"));
      await writeProfile(file, "new", NEW);
      expect({ step, left: readdirSync(folder) }).toEqual({ step, left: ["credentials"] });
      await forgetProfile(file, "new");
      expect(readFileSync(file, "utf8")).toBe(before);
    }
    // every kind of thing that a kill can leave was left
    expect([...leftovers].sort()).toHaveLength(4);
  });
}, 60_000);

test("runs killed at random moments, several at a time, leave a whole file in which no finished write is lost", async () => {
  await killAtRandom(writer.script, { runs: 40, together: 8 });
}, 60_000);

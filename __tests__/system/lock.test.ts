import { spawn } from "node:child_process";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Clock, LockError, withLock } from "../../lib/system/lock";
import { isRunning, newOwner, parseOwner } from "../../lib/system/owner";

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ecr-access-lock-"));
  path = join(folder, "lock");
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A clock whose every sleep passes at once; `during` sees each of them. */
function quickClock(during: (now: number) => void = () => undefined): Clock & { slept: () => number } {
  let now = 0;
  return {
    now: () => now,
    sleep: async (ms) => {
      now += ms;
      during(now);
    },
    slept: () => now,
  };
}

function plant(owner: string): void {
  mkdirSync(path, { mode: 0o700 });
  writeFileSync(join(path, owner), "");
}

const otherWorld = () => newOwner().replace(/\.[0-9a-f]{12}\./, ".000000000000.");

async function deadProcess(): Promise<string> {
  const child = spawn(process.execPath, ["-e", ""]);
  const owner = newOwner().replace(/^\d+/, String(child.pid));
  await once(child, "close");
  return owner;
}

test("a lock is held during the work, and nothing is left of it afterwards", async () => {
  const held = await withLock(path, (lock) => ({ names: readdirSync(path), ours: lock.isStillOurs() }));
  expect(held.names.map((name) => parseOwner(name)?.pid)).toEqual([process.pid]);
  expect(held.ours).toBe(true);
  expect(readdirSync(folder)).toEqual([]);
});

test("nothing is left of a lock whose work fails", async () => {
  await expect(withLock(path, () => fail("the work"))).rejects.toThrow("the work");
  expect(readdirSync(folder)).toEqual([]);
});

function fail(message: string): never {
  throw new Error(message);
}

test("two holders never work at the same time", async () => {
  let inside = 0;
  const works = Array.from({ length: 20 }, () =>
    withLock(path, () => expect(++inside - 1 + --inside).toBe(0)),
  );
  await Promise.all(works);
});

describe("a lock of a living process", () => {
  test("is waited for a minute, then the refusal names its path", async () => {
    plant(newOwner());
    const clock = quickClock();
    await expect(withLock(path, () => fail("worked"), { clock })).rejects.toThrow(
      `other writers held the lock ${path} for 60 seconds`,
    );
    expect(clock.slept()).toBeGreaterThanOrEqual(60_000);
    expect(clock.slept()).toBeLessThan(60_100);
    expect(readdirSync(path)).toHaveLength(1);
    expect(readdirSync(folder)).toEqual(["lock"]);
  });

  test("is had as soon as it is free", async () => {
    plant(newOwner());
    const clock = quickClock((now) => now > 5_000 && rmSync(path, { recursive: true, force: true }));
    expect(await withLock(path, () => "worked", { clock })).toBe("worked");
    expect(clock.slept()).toBeLessThan(5_100);
  });
});

describe("a lock of a dead process", () => {
  test("is taken over at once", async () => {
    plant(await deadProcess());
    const clock = quickClock();
    expect(await withLock(path, () => "worked", { clock })).toBe("worked");
    expect(clock.slept()).toBe(0);
    expect(readdirSync(folder)).toEqual([]);
  });

  test("is known although its number belongs to another process now", async () => {
    plant(newOwner().replace(/^(\d+)\.\d+/, "$1.1"));
    expect(await withLock(path, () => "worked", { clock: quickClock() })).toBe("worked");
  });

  test("is known although nobody has waited for the process yet", async () => {
    const program =
      "import os, time\npid = os.fork()\nif pid == 0: os._exit(0)\nprint(pid, flush=True)\ntime.sleep(60)";
    const parent = spawn("python3", ["-c", program]);
    try {
      const [pid] = (await once(parent.stdout, "data")) as [Buffer];
      const stat = () => readFileSync(`/proc/${Number(pid)}/stat`, "utf8");
      while (!stat().includes(") Z")) await new Promise((resolve) => setTimeout(resolve, 5));
      const start = stat()
        .slice(stat().lastIndexOf(")") + 2)
        .split(" ")[19];
      const owner = newOwner().replace(/^\d+\.\d+/, `${Number(pid)}.${start}`);
      expect(isRunning(parseOwner(owner)!)).toBe(false);
    } finally {
      parent.kill("SIGKILL");
    }
  });

  test("goes to one of those who saw the dead owner, and to no other before that one is done", async () => {
    plant(await deadProcess());
    let inside = 0;
    const order: number[] = [];
    const works = Array.from({ length: 20 }, (_, index) =>
      withLock(path, () => {
        expect(inside++).toBe(0);
        order.push(index);
        inside--;
      }),
    );
    await Promise.all(works);
    expect(order.sort((a, b) => a - b)).toEqual(works.map((_, index) => index));
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe("a lock of another machine or container", () => {
  test("is left alone for 20 seconds of silence, then taken over, in less than 30", async () => {
    plant(otherWorld());
    const clock = quickClock();
    expect(await withLock(path, () => "worked", { clock })).toBe("worked");
    expect(clock.slept()).toBeGreaterThan(20_000);
    expect(clock.slept()).toBeLessThan(30_000);
  });

  test("is not taken over while its owners change", async () => {
    plant(otherWorld());
    let last = 0;
    const clock = quickClock((now) => {
      if (now - last < 15_000) return;
      last = now;
      rmSync(path, { recursive: true });
      plant(otherWorld());
    });
    await expect(withLock(path, () => fail("worked"), { clock })).rejects.toThrow(LockError);
  });

  test("tells a holder when it was judged dead and lost the lock", async () => {
    const ours = await withLock(path, (held) => {
      rmSync(path, { recursive: true });
      plant(otherWorld());
      return held.isStillOurs();
    });
    expect(ours).toBe(false);
    expect(readdirSync(path)).toHaveLength(1);
  });
});

describe("what stands under the lock's name and is no lock", () => {
  const refused = () => withLock(path, () => fail("worked"), { clock: quickClock() });

  test("a file is refused, named, and left as it is", async () => {
    writeFileSync(path, "foreign");
    await expect(refused()).rejects.toThrow(`${path} stands where the lock belongs`);
    expect(readFileSync(path, "utf8")).toBe("foreign");
  });

  test.each(["a file", "a folder", "nothing"])(
    "a link to %s is refused, and neither followed nor replaced",
    async (kind) => {
      const target = join(folder, "target");
      if (kind === "a file") writeFileSync(target, "foreign");
      if (kind === "a folder") mkdirSync(target, { mode: 0o700 });
      symlinkSync(target, path);
      await expect(refused()).rejects.toThrow(`${path} stands where the lock belongs`);
      expect(readlinkSync(path)).toBe(target);
      expect(existsSync(target) && lstatSync(target).isDirectory() ? readdirSync(target) : []).toEqual([]);
      expect(readdirSync(folder).sort()).toEqual(kind === "nothing" ? ["lock"] : ["lock", "target"]);
    },
  );

  test("a link to a folder that holds a dead process's lock is refused", async () => {
    const target = join(folder, "target");
    mkdirSync(target, { mode: 0o700 });
    const owner = await deadProcess();
    writeFileSync(join(target, owner), "");
    symlinkSync(target, path);
    await expect(refused()).rejects.toThrow(LockError);
    expect(readdirSync(target)).toEqual([owner]);
  });

  test("a folder with something else in it is refused", async () => {
    mkdirSync(path, { mode: 0o700 });
    writeFileSync(join(path, "notes.txt"), "foreign");
    await expect(refused()).rejects.toThrow(LockError);
    expect(readdirSync(path)).toEqual(["notes.txt"]);
  });

  test("an empty folder that others may read was not made here", async () => {
    mkdirSync(path, { mode: 0o755 });
    await expect(refused()).rejects.toThrow(LockError);
    expect(existsSync(path)).toBe(true);
  });

  test("an empty private folder is what a kill leaves, and free", async () => {
    mkdirSync(path, { mode: 0o700 });
    expect(await withLock(path, () => "worked")).toBe("worked");
    expect(readdirSync(folder)).toEqual([]);
  });
});

test("what a killed process had made ready is removed, what a living one has made ready stays", async () => {
  const dead = `${path}.${await deadProcess()}`;
  const living = `${path}.${newOwner()}`;
  const foreign = `${path}.backup`;
  for (const each of [dead, living, foreign]) mkdirSync(each);
  await withLock(path, () => undefined);
  expect([dead, living, foreign].map((each) => existsSync(each))).toEqual([false, true, true]);
});

test("a name that is no owner's is not taken for one", () => {
  const owner = newOwner();
  expect(parseOwner(owner)).toBeDefined();
  for (const name of ["", "x", `${owner}x`, `x${owner}`, owner.replace(/^\d+/, "-1"), `${owner}\n`]) {
    expect(parseOwner(name)).toBeUndefined();
  }
});

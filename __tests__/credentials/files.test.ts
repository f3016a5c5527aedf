import fs, {
  appendFileSync,
  chmodSync,
  chownSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { writeProfile } from "../../lib/credentials/profile";
import { newOwner } from "../../lib/system/owner";
import { inFolder, modeOf, NEW, OTHER } from "./corpus";
import { USER } from "./users";
import { bundleWriter, start, wholeSections } from "./writers";

const writer = bundleWriter();
afterAll(() => writer.remove());
afterEach(() => jest.restoreAllMocks());

const run = (file: string, environment: Record<string, string> = {}) =>
  start([process.execPath, writer.script, file, "new", "1"], environment).ended;

async function warningsOf(file: string): Promise<string[]> {
  const lines: string[] = [];
  await writeProfile(file, "new", NEW, { warn: (line) => lines.push(line) });
  return lines;
}

describe("the file's own", () => {
  test.each([0o600, 0o640, 0o644, 0o660, 0o700])("mode %o is kept", async (bits) => {
    await inFolder(Buffer.from(OTHER), async (file) => {
      chmodSync(file, bits);
      const warnings = await warningsOf(file);
      expect(modeOf(file)).toBe(bits);
      const open = [0o640, 0o644, 0o660].includes(bits);
      expect(warnings).toEqual(open ? [expect.stringMatching(/others than its owner can read/)] : []);
    });
  });

  test("owner is kept", async () => {
    await inFolder(Buffer.from(OTHER), async (file) => {
      if (USER !== process.getuid!()) chownSync(file, USER, USER);
      const { gid } = statSync(file);
      await writeProfile(file, "new", NEW);
      expect(statSync(file)).toMatchObject({ uid: USER, gid });
    });
  });

  test("group that the user is not in is given up where it may do nothing, and never changed where it may", async () => {
    if (USER === process.getuid!()) return; // only root can make such a file
    await inFolder(Buffer.from(OTHER), async (file, folder) => {
      chownSync(file, USER, 0);
      chownSync(folder, USER, USER);
      chmodSync(file, 0o640);
      expect(await writer.writeAsUser(file)).toMatchObject({
        code: 1,
        stderr: `${file}: its group, which this user is not in, has rights that a new file can't give it\n`,
      });
      chmodSync(file, 0o600);
      expect(await writer.writeAsUser(file)).toMatchObject({ code: 0, stderr: "" });
      expect(statSync(file)).toMatchObject({ uid: USER, gid: USER });
    });
  });

  test("other name, a hard link, is told of", async () => {
    await inFolder(Buffer.from(OTHER), async (file, folder) => {
      linkSync(file, join(folder, "second"));
      expect(await warningsOf(file)).toEqual([expect.stringMatching(/hard link/)]);
    });
  });

  test("bytes that are not UTF-8 are told of", async () => {
    await inFolder(Buffer.from("# \xe9\n", "latin1"), async (file) => {
      expect(await warningsOf(file)).toEqual([
        `${file}: it holds bytes that are not UTF-8, so the AWS CLI can't read it`,
      ]);
    });
  });
});

describe("a link", () => {
  test("stays a link, and its target is changed where it lies", async () => {
    await inFolder(Buffer.from(OTHER), async (file, folder) => {
      const [target, elsewhere] = [join(folder, "elsewhere", "real"), join(folder, "elsewhere")];
      mkdirSync(elsewhere);
      fs.renameSync(file, target);
      symlinkSync("elsewhere/real", join(folder, "hop"));
      symlinkSync("hop", file);
      await writeProfile(file, "new", NEW);
      expect([readlinkSync(file), readlinkSync(join(folder, "hop"))]).toEqual(["hop", "elsewhere/real"]);
      expect(lstatSync(target).isFile()).toBe(true);
      expect(readFileSync(target, "utf8")).toMatch(/^\[other\][^]*\[new\]/);
      expect([readdirSync(folder).sort(), readdirSync(elsewhere)]).toEqual([
        ["credentials", "elsewhere", "hop"],
        ["real"],
      ]);
    });
  });
});

test("what another program writes meanwhile, without our lock, stays", async () => {
  await inFolder(Buffer.from(OTHER), async (file) => {
    const flush = fs.fsyncSync;
    jest.spyOn(fs, "fsyncSync").mockImplementationOnce((descriptor) => {
      appendFileSync(file, "[cli]\nregion = x\n");
      flush(descriptor);
    });
    await writeProfile(file, "new", NEW);
    expect(readFileSync(file, "utf8")).toMatch(/^\[other\][^]*\[cli\]\nregion = x\n\[new\]/);
  });
});

test("temporary files of killed runs are removed by the next run, refused or not, and what only looks like one stays", async () => {
  await inFolder(Buffer.from(OTHER), async (file, folder) => {
    const left = `${file}.ecr-access.${newOwner()}.tmp`;
    const others = [
      `${file}.tmp`,
      `${file}.ecr-access.backup.tmp`,
      `${left}.old`,
      join(folder, `other.ecr-access.${newOwner()}.tmp`),
    ];
    for (const attempt of ["new", "other"]) {
      for (const path of [left, ...others]) writeFileSync(path, "secret");
      await writeProfile(file, attempt, NEW).catch((error: Error) =>
        expect(error.message).toMatch("not written by ecr-access"),
      );
      expect([left, ...others].map((path) => existsSync(path))).toEqual([false, true, true, true, true]);
    }
  });
});

test.each(["SIGINT", "SIGTERM", "SIGHUP"])(
  "%s at any step lets the run finish first, and leaves nothing beside the file",
  async (signal) => {
    for (const step of [3, 9, 15, 20, 26]) {
      await inFolder(undefined, async (file, folder) => {
        const ended = await run(file, { DIE_AT: String(step), DIE_BY: signal });
        expect({ step, signal: ended.signal }).toEqual({ step, signal });
        expect(readdirSync(folder).filter((name) => name !== "credentials")).toEqual([]);
        if (existsSync(file)) expect([...wholeSections(file).keys()]).toEqual(["new"]);
      });
    }
  },
);

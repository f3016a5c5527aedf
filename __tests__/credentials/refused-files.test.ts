import { execFileSync } from "node:child_process";
import fs, {
  chmodSync,
  chownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { writeProfile } from "../../lib/credentials/profile";
import { inFolder, modeOf, NEW, OTHER } from "./corpus";
import { USER } from "./users";
import { bundleWriter, start } from "./writers";

const writer = bundleWriter();
afterAll(() => writer.remove());
afterEach(() => jest.restoreAllMocks());

async function expectRefused(file: string, words: string | RegExp): Promise<void> {
  const message = await writeProfile(file, "new", NEW).then(
    () => "written",
    (error: Error) => error.message,
  );
  expect(message).toMatch(words);
  expect(message.startsWith(`${file}: `)).toBe(true);
  expect(message).not.toContain("\n");
}

describe("a link", () => {
  test.each([
    ["to nothing", "missing", /link to a file that does not exist/],
    ["to itself", "credentials", /link that leads in a circle/],
    ["to a folder", ".", /is a folder/],
    ["to a device", "/dev/null", /link to a file of another user|is a device/],
  ])("%s is refused", async (_kind, target, words) => {
    await inFolder(undefined, async (file, folder) => {
      symlinkSync(target, file);
      await expectRefused(file, words);
      expect(readlinkSync(file)).toBe(target);
      expect(readdirSync(folder)).toEqual(["credentials"]);
    });
  });

  test("to another user's file is refused, for a user and for root", async () => {
    await inFolder(undefined, async (file, folder) => {
      symlinkSync("/etc/passwd", file);
      chmodSync(folder, 0o777);
      const before = readFileSync("/etc/passwd");
      const { stderr, code } = await writer.writeAsUser(file);
      expect({ stderr, code }).toEqual({
        stderr: `${file}: it is a link to a file of another user\n`,
        code: 1,
      });
      if (USER !== process.getuid!()) {
        const theirs = join(folder, "theirs");
        writeFileSync(theirs, OTHER);
        chownSync(theirs, USER, USER);
        symlinkSync(theirs, join(folder, "to-theirs"));
        await expectRefused(join(folder, "to-theirs"), /link to a file of another user/);
        expect(readFileSync(theirs, "utf8")).toBe(OTHER);
      }
      expect(readFileSync("/etc/passwd").equals(before)).toBe(true);
    });
  });
});

describe("what is no file", () => {
  test("a folder, a pipe, a socket and a device are refused at once", async () => {
    await inFolder(undefined, async (file, folder) => {
      await expectRefused(folder, /is a folder/);
      execFileSync("mkfifo", [file]);
      await expectRefused(file, /is a pipe/);
      await expectRefused("/dev/null", /is a device|belongs to another user/);
      const server = createServer().listen(join(folder, "socket"));
      await new Promise((resolve) => server.once("listening", resolve));
      await expectRefused(join(folder, "socket"), /is a socket/);
      server.close();
      await expectRefused(join(folder, "new/"), /names no file/);
      await expectRefused(join(file, "below"), /not a folder|leads nowhere/);
      expect(readdirSync(folder).filter((name) => name !== "socket")).toEqual(["credentials"]);
    });
  });

  test("a path that would break the line is quoted", async () => {
    await inFolder(undefined, async (_file, folder) => {
      mkdirSync(join(folder, "a\nb"));
      const refusal = writeProfile(join(folder, "a\nb"), "new", NEW);
      await expect(refusal).rejects.toThrow(
        `${JSON.stringify(join(folder, "a\nb"))}: it is a folder, not a file`,
      );
    });
  });
});

describe("a file that may not be replaced", () => {
  test("without its owner's right to write is refused, for root too", async () => {
    await inFolder(Buffer.from(OTHER), async (file, folder) => {
      chmodSync(file, 0o400);
      await expectRefused(file, /its owner has no right to write it/);
      expect([modeOf(file), readFileSync(file, "utf8"), readdirSync(folder)]).toEqual([
        0o400,
        OTHER,
        ["credentials"],
      ]);
    });
  });

  async function asUsersOwn(check: (file: string, folder: string) => Promise<void>): Promise<void> {
    await inFolder(Buffer.from(OTHER), async (file, folder) => {
      if (USER !== process.getuid!()) for (const path of [file, folder]) chownSync(path, USER, USER);
      await check(file, folder);
      chmodSync(folder, 0o700);
      expect(readFileSync(file, "utf8")).toBe(OTHER);
      expect(readdirSync(folder)).toEqual(["credentials"]);
    });
  }

  test("in a folder that the user may not write is refused, and never written in place", async () => {
    await asUsersOwn(async (file, folder) => {
      chmodSync(folder, 0o555);
      const { stderr, code } = await writer.writeAsUser(file);
      expect({ stderr, code }).toEqual({
        stderr: `${file}: this user may not write in its folder, so no temporary file can be made beside it; nothing was changed\n`,
        code: 1,
      });
    });
  });

  test("that the user may not read is refused", async () => {
    await asUsersOwn(async (file) => {
      chmodSync(file, 0o200);
      expect((await writer.writeAsUser(file)).stderr).toBe(`${file}: this user may not read it\n`);
      chmodSync(file, 0o600);
    });
  });

  test("behind a link into a folder that the user may not write is refused", async () => {
    await asUsersOwn(async (file, folder) => {
      await inFolder(undefined, async (link, home) => {
        chmodSync(home, 0o777);
        symlinkSync(file, link);
        chmodSync(folder, 0o555);
        expect((await writer.writeAsUser(link)).stderr).toMatch(
          `${link}: this user may not write in its folder`,
        );
        expect(readdirSync(home)).toEqual(["credentials"]);
      });
    });
  });

  test("of another user is refused, although the folder is the user's", async () => {
    await inFolder(undefined, async (_file, folder) => {
      chmodSync(folder, 0o777);
      const { stderr } = await writer.writeAsUser("/etc/passwd");
      expect(stderr).toBe("/etc/passwd: it belongs to another user\n");
    });
  });
});

describe("a disk that is full", () => {
  const limited = (blocks: number, file: string) =>
    start([
      "bash",
      "-c",
      `ulimit -f ${blocks}; exec "$@"`,
      "bash",
      process.execPath,
      writer.script,
      file,
      "new",
      "1",
    ]).ended;

  test.each([
    ["at once", 0, OTHER],
    ["half-way", 1, OTHER + "# filling\n".repeat(5_000)],
  ])("%s leaves the old file and nothing beside it", async (_when, blocks, content) => {
    await inFolder(Buffer.from(content), async (file, folder) => {
      const { stderr, code } = await limited(blocks, file);
      expect({ stderr, code }).toEqual({
        stderr: `${file}: the file would be larger than this process may write; nothing was changed\n`,
        code: 1,
      });
      expect(readFileSync(file, "utf8")).toBe(content);
      expect(readdirSync(folder)).toEqual(["credentials"]);
    });
  });

  test("said so by the system is said in words", async () => {
    await inFolder(Buffer.from(OTHER), async (file, folder) => {
      const full = Object.assign(new Error("ENOSPC: no space left on device, write"), {
        code: "ENOSPC",
        syscall: "write",
      });
      jest.spyOn(fs, "fsyncSync").mockImplementationOnce(() => {
        throw full;
      });
      await expectRefused(file, /: the disk is full; nothing was changed$/);
      expect([readFileSync(file, "utf8"), readdirSync(folder)]).toEqual([OTHER, ["credentials"]]);
    });
  });
});

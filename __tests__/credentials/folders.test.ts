import { readdirSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { forgetProfile, writeProfile } from "../../lib/credentials/profile";
import { inFolder, NEW } from "./corpus";

const mode = (path: string) => statSync(path).mode & 0o7777;

describe("a file that is not there yet", () => {
  test("is made for its owner alone, with its folders, whatever the umask is", async () => {
    await inFolder(undefined, async (_file, folder) => {
      for (const mask of [0, 0o022, 0o077, 0o777]) {
        const old = process.umask(mask);
        const file = join(folder, `home-${mask}`, ".aws", "credentials");
        await writeProfile(file, "new", NEW).finally(() => process.umask(old));
        expect([join(file, "..", ".."), join(file, ".."), file].map(mode)).toEqual([0o700, 0o700, 0o600]);
        expect(readdirSync(join(file, ".."))).toEqual(["credentials"]);
      }
    });
  });

  test("gets no folder when the profile is refused", async () => {
    await inFolder(undefined, async (_file, folder) => {
      await expect(writeProfile(join(folder, "a", "b", "credentials"), "", NEW)).rejects.toThrow(
        "must not be empty",
      );
      await expect(forgetProfile(join(folder, "a", "b", "credentials"), "new")).rejects.toThrow(folder);
      expect(readdirSync(folder)).toEqual([]);
    });
  });

  test("gets no folder when it can't be written", async () => {
    await inFolder(undefined, async (_file, folder) => {
      const long = join(folder, "a", "b", "x".repeat(250));
      await expect(writeProfile(long, "new", NEW)).rejects.toThrow(`${long}: its path is too long`);
      expect(readdirSync(folder)).toEqual([]);
    });
  });

  test("gets none of its folders when one of them can't be made", async () => {
    await inFolder(undefined, async (_file, folder) => {
      const long = join(folder, "a", "b", "x".repeat(300), "credentials");
      await expect(writeProfile(long, "new", NEW)).rejects.toThrow(`${long}: its path is too long`);
      expect(readdirSync(folder)).toEqual([]);
    });
  });

  test("is refused below what is no folder", async () => {
    await inFolder(Buffer.from(""), async (file, folder) => {
      symlinkSync("nowhere", join(folder, "link"));
      await expect(writeProfile(join(file, "new"), "new", NEW)).rejects.toThrow("is not a folder");
      await expect(writeProfile(join(file, "a", "new"), "new", NEW)).rejects.toThrow("is not a folder");
      await expect(writeProfile(join(folder, "link", "new"), "new", NEW)).rejects.toThrow("leads nowhere");
      expect(readdirSync(folder)).toEqual(["credentials", "link"]);
    });
  });
});

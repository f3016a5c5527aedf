import { readdirSync, readFileSync } from "node:fs";
import { forgetProfile, writeProfile } from "../../lib/credentials/profile";
import { ACCEPTED, bytesOf, expectedBytes, inFolder, NEW, NEW_KEYS, profileOf, REFUSED } from "./corpus";
import { readAsJavaScript } from "./javascript-reader";

test("the corpus has at least 40 files that are written and 20 that are refused", () => {
  expect(ACCEPTED.length).toBeGreaterThanOrEqual(40);
  expect(REFUSED.length).toBeGreaterThanOrEqual(20);
});

describe.each(ACCEPTED.map((each) => [each.file, each.why, each] as const))(
  "%s (%s)",
  (_file, _why, each) => {
    const input = bytesOf("accepted", each.file);
    const { force = false } = each;

    test("takes the profile, and every other byte stays", async () => {
      await inFolder(input, async (file, folder) => {
        await writeProfile(file, profileOf(each), NEW, { force });
        expect(readFileSync(file).toString("latin1")).toBe(expectedBytes(each).toString("latin1"));
        expect(readdirSync(folder)).toEqual(["credentials"]);
      });
    });

    test("shows the JavaScript SDK the new profile, and the others as before", async () => {
      await inFolder(input, async (file) => {
        const { [profileOf(each)]: old = {}, ...before } = await readAsJavaScript(file);
        await writeProfile(file, profileOf(each), NEW, { force });
        const { [profileOf(each)]: profile, ...others } = await readAsJavaScript(file);
        const kept = Object.entries(old).filter(
          ([key]) => !/^aws_/i.test(key) && !each.javaScriptGone?.includes(key),
        );
        if (each.javaScriptOthers !== false) {
          expect(others).toEqual(before);
          expect(profile).toEqual({ ...Object.fromEntries(kept), ...NEW_KEYS });
        }
        expect(profile).toMatchObject(NEW_KEYS);
      });
    });

    test("is written again without --force, with the new keys only", async () => {
      await inFolder(input, async (file) => {
        await writeProfile(file, profileOf(each), { ...NEW, accessKeyId: "ASIAOTHER" }, { force });
        await writeProfile(file, profileOf(each), NEW);
        expect(readFileSync(file).toString("latin1")).toBe(expectedBytes(each).toString("latin1"));
      });
    });

    if (!each.removed) {
      test("is as it was after the profile is forgotten", async () => {
        await inFolder(input, async (file) => {
          await writeProfile(file, profileOf(each), NEW);
          await forgetProfile(file, profileOf(each));
          const remains = each.lineFeedBefore ? Buffer.concat([input, Buffer.from("\n")]) : input;
          expect(readFileSync(file).toString("latin1")).toBe(remains.toString("latin1"));
        });
      });
    }
  },
);

describe.each(REFUSED.map((each) => [each.file, each.why, each] as const))("%s (%s)", (_file, _why, each) => {
  const input = bytesOf("refused", each.file);

  test("is refused in words that name it, and stays as it is, with nothing beside it", async () => {
    await inFolder(input, async (file, folder) => {
      const refusal = writeProfile(file, "ecrTester", NEW, { force: each.force ?? false });
      await expect(refusal).rejects.toThrow(each.words);
      const message = await refusal.catch((error: Error) => error.message);
      expect(message).toMatch(new RegExp(`^${file}: [^\\n]+$`));
      expect(message).not.toMatch(/canary|AKIA|ASIA/i);
      expect(readFileSync(file).equals(input)).toBe(true);
      expect(readdirSync(folder)).toEqual(["credentials"]);
    });
  });
});

test.each([
  ["blanks within a value", `[other]\nkey = a${" ".repeat(500_000)}b\n`],
  ["blanks on a line of their own", `[other]\n${"\t".repeat(500_000)}\n`],
  ["brackets and comment signs", `[other]\nkey = ${"[x] ;".repeat(100_000)}\n`],
])("a very long line of %s is read in no time, and stays", async (_what, before) => {
  await inFolder(Buffer.from(before), async (file) => {
    await writeProfile(file, "new", NEW);
    expect(readFileSync(file, "utf8").startsWith(before)).toBe(true);
  });
});

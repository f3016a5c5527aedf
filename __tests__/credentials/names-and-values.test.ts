import { readdirSync, readFileSync } from "node:fs";
import { forgetProfile, writeProfile } from "../../lib/credentials/profile";
import { inFolder, NEW, NEW_KEYS } from "./corpus";
import { readAsJavaScript } from "./javascript-reader";

const REFUSED_NAMES = [
  ["empty", "", /must not be empty/],
  ["__proto__", "__proto__", /name that every JavaScript object has/],
  ["constructor", "constructor", /name that every JavaScript object has/],
  ["DEFAULT", "DEFAULT", /must not be DEFAULT/],
  ["with a line feed", "a\nb", /control characters/],
  ["with a carriage return", "a\rb", /control characters/],
  ["with a tab", "a\tb", /control characters/],
  ["with NUL", "a\0b", /control characters/],
  ["with DEL", "a\x7fb", /control characters/],
  ["with a C1 control", "a\x85b", /control characters/],
  ["with a line separator", "a\u2028b", /control characters/],
  ["with an opening bracket", "a[b", /\[ or \]/],
  ["with a closing bracket", "a]b", /\[ or \]/],
  ["with a number sign after a blank", "a #b", /comment sign after a blank/],
  ["with a semicolon after a blank", "a ;b", /comment sign after a blank/],
  ["with a comment sign after a no-break blank", "a\u00a0#b", /comment sign after a blank/],
  ["with a blank before", " a", /begin or end with a blank/],
  ["with a blank behind", "a ", /begin or end with a blank/],
  ["with the config file's prefix", "profile a", /config file's section/],
  ["with a lone surrogate", "a\ud800", /well-formed/],
] as const;

test.each(REFUSED_NAMES)(
  "a profile's name that is %s is refused before anything is touched",
  async (_kind, name, words) => {
    for (const attempt of [
      (file: string) => writeProfile(file, name, NEW, { force: true }),
      (file: string) => forgetProfile(file, name),
    ]) {
      await inFolder(undefined, async (file, folder) => {
        await expect(attempt(file)).rejects.toThrow(words);
        await expect(attempt(file)).rejects.toThrow(/^[^\n]*credentials: the profile's name [^\n]+$/);
        expect(readdirSync(folder)).toEqual([]);
      });
    }
  },
);

test.each([
  "a#b",
  "a;b",
  "#a",
  ";a",
  "default",
  "Default",
  "default2",
  "a.b",
  "a b c",
  "proto",
  "__proto",
  "profile",
  "é",
  "a/b:c=d",
  '"a"',
])("the near miss %j is a profile that is read back", async (name) => {
  await inFolder(undefined, async (file) => {
    await writeProfile(file, name, NEW);
    expect(await readAsJavaScript(file)).toEqual({ [name]: NEW_KEYS });
  });
});

test("a name of two words is written, with a warning that the JavaScript SDK can't read it", async () => {
  await inFolder(undefined, async (file) => {
    const warnings: string[] = [];
    await writeProfile(file, "two words", NEW, { warn: (line) => warnings.push(line) });
    expect(warnings).toEqual([`${file}: the AWS SDK for JavaScript can't read a profile of two words`]);
    expect(await readAsJavaScript(file)).toEqual({});
    expect(readFileSync(file, "utf8")).toMatch(/^\[two words\]\n/);
  });
});

const REFUSED_VALUES = [
  "",
  "a b",
  " a",
  "a ",
  "a\nb",
  "a\n[other]\nrole_arn = x",
  "a\r",
  "a\tb",
  "a\0",
  "#a",
  ";a",
  "é",
  "a\u00a0",
];

test.each(["accessKeyId", "secretAccessKey", "sessionToken"] as const)(
  "a value of %s that would not be read back is refused, and not repeated",
  async (key) => {
    for (const value of REFUSED_VALUES) {
      await inFolder(undefined, async (file, folder) => {
        const refusal = writeProfile(file, "new", { ...NEW, [key]: value });
        await expect(refusal).rejects.toThrow(
          `${file}: ${key} must be printable ASCII without a blank or a line end`,
        );
        expect(readdirSync(folder)).toEqual([]);
      });
    }
  },
);

test("a value that is no text is refused", async () => {
  await inFolder(undefined, async (file, folder) => {
    const refusal = writeProfile(file, "new", { ...NEW, sessionToken: undefined as unknown as string });
    await expect(refusal).rejects.toThrow("sessionToken must be printable ASCII");
    expect(readdirSync(folder)).toEqual([]);
  });
});

test.each([null, undefined])(
  "credentials that are %s are refused in words that name the file",
  async (none) => {
    await inFolder(undefined, async (file, folder) => {
      await expect(writeProfile(file, "p", none as never)).rejects.toThrow(`${file}: accessKeyId must be`);
      expect(readdirSync(folder)).toEqual([]);
    });
  },
);

test.each([new Date(NaN), "2026-01-01" as unknown as Date])(
  "an expiration that is no time (%s) is refused",
  async (expiration) => {
    await inFolder(undefined, async (file, folder) => {
      await expect(writeProfile(file, "new", { ...NEW, expiration })).rejects.toThrow(
        "expiration must be a valid date",
      );
      expect(readdirSync(folder)).toEqual([]);
    });
  },
);

test("without an expiration the comment says so, and the section is ours all the same", async () => {
  await inFolder(undefined, async (file) => {
    const { expiration: _, ...keys } = NEW;
    await writeProfile(file, "new", keys);
    expect(readFileSync(file, "utf8")).toMatch(
      /^\[new\]\n# written by ecr-access; no expiry is known\naws_access_key_id/,
    );
    await writeProfile(file, "new", NEW);
    await forgetProfile(file, "new");
    expect(readFileSync(file, "utf8")).toBe("");
  });
});

test.each([new Date(-1), new Date(8.64e15), new Date(-8.64e15)])(
  "a section that expires at a far time is ours all the same",
  async (expiration) => {
    await inFolder(undefined, async (file) => {
      await writeProfile(file, "new", { ...NEW, expiration });
      expect(readFileSync(file, "utf8")).toContain(`expires ${expiration.toISOString()}\n`);
      await writeProfile(file, "new", NEW);
    });
  },
);

import { readdirSync, readFileSync } from "node:fs";
import { forgetProfile } from "../../lib/credentials/profile";
import { inFolder } from "./corpus";

const OURS =
  "[mine]\n# written by ecr-access; expires 2026-01-02T03:04:05.000Z\naws_access_key_id = A\naws_secret_access_key = B\naws_session_token = C\n";
const OTHER = "[other]\naws_access_key_id = D\naws_secret_access_key = E\n";

test.each([
  ["at the end", OTHER + OURS, OTHER],
  ["at the start", OURS + OTHER, OTHER],
  ["in the middle", OTHER + OURS + "[third]\nregion = x\n", OTHER + "[third]\nregion = x\n"],
  ["alone", OURS, ""],
  ["with keys that were added since", OURS + "region = x\ns3 =\n  a = b\n" + OTHER, OTHER],
  ["above the next section's comment, which stays", OURS + "\n# other's\n" + OTHER, "\n# other's\n" + OTHER],
  ["with its comment only", OURS.split("\n", 2).join("\n") + "\n" + OTHER, OTHER],
  [
    "with Windows line ends",
    (OTHER + OURS + "\n").replaceAll("\n", "\r\n"),
    (OTHER + "\n").replaceAll("\n", "\r\n"),
  ],
])("a section of ours %s is removed, and nothing else", async (_where, before, after) => {
  await inFolder(Buffer.from(before), async (file, folder) => {
    await forgetProfile(file, "mine");
    expect(readFileSync(file, "utf8")).toBe(after);
    expect(readdirSync(folder)).toEqual(["credentials"]);
  });
});

test.each([
  ["that is not there", OTHER, "mine", 'it has no section "mine"'],
  ["that somebody else wrote", OTHER, "other", 'its section "other" was not written by ecr-access'],
  [
    "with our word in a comment of others",
    "[mine]\n# see ecr-access\nregion = x\n",
    "mine",
    "was not written by ecr-access",
  ],
  [
    "in a file that is not read alike by all",
    OTHER + OTHER + OURS,
    "mine",
    'line 4 begins a second section "other"',
  ],
])("a section %s is not removed", async (_kind, content, profile, words) => {
  await inFolder(Buffer.from(content), async (file, folder) => {
    await expect(forgetProfile(file, profile)).rejects.toThrow(words);
    await expect(forgetProfile(file, profile)).rejects.toThrow(/^[^\n]*credentials: [^\n]+$/);
    expect(readFileSync(file, "utf8")).toBe(content);
    expect(readdirSync(folder)).toEqual(["credentials"]);
  });
});

test("a file that is not there is not made", async () => {
  await inFolder(undefined, async (file, folder) => {
    await expect(forgetProfile(file, "mine")).rejects.toThrow(`${file}: it has no section "mine"`);
    expect(readdirSync(folder)).toEqual([]);
  });
});

test("a section whose removal would make another one a continued value stays", async () => {
  const content = "[other]\nregion = x\n" + OURS.replaceAll("\naws", "\n  aws") + "  [third]\n  region = y\n";
  await inFolder(Buffer.from(content), async (file) => {
    await expect(forgetProfile(file, "mine")).rejects.toThrow(
      "so that all AWS tools read it, and the others as before",
    );
    expect(readFileSync(file, "utf8")).toBe(content);
  });
});

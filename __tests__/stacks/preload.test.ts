import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "../..");
const packagesIn = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, name]) => name!);

const preload = readFileSync(join(root, "stacks/preload.js"), "utf8");
const preloaded = packagesIn(preload, /^require\("(.+)"\)/gm);

describe("stacks/preload.js", () => {
  test("loads every package that the stacks import, so that tsx looks into none of them", () => {
    const files = readdirSync(join(root, "stacks")).filter((name) => name.endsWith(".ts"));
    const imported = files.flatMap((name) =>
      packagesIn(readFileSync(join(root, "stacks", name), "utf8"), /^import (?!type).* from "(@?[a-z].+)"/gm),
    );
    expect(imported).toContain("cdktf");
    expect(imported.filter((name) => !preloaded.includes(name))).toEqual([]);
  });

  test("loads tsx last", () => {
    expect(preloaded.at(-1)).toBe("tsx/cjs");
  });
});

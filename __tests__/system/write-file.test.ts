import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeWhole } from "../../lib/system/write-file";

describe("writeWhole", () => {
  let directory: string;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "write-file-"));
  });

  afterEach(() => rmSync(directory, { recursive: true }));

  test("replaces a file and leaves nothing beside it", () => {
    const file = join(directory, "report.md");
    writeFileSync(file, "old");
    writeWhole(file, "new");
    expect(readFileSync(file, "utf8")).toBe("new");
    expect(readdirSync(directory)).toEqual(["report.md"]);
  });

  test("gives the mode it is asked for", () => {
    const file = join(directory, "secret");
    writeWhole(file, "", { mode: 0o600 });
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test("keeps the old content and leaves nothing beside it when it fails", () => {
    const target = join(directory, "taken");
    mkdirSync(join(target, "by-a-folder"), { recursive: true });
    expect(() => writeWhole(target, "new")).toThrow();
    expect(existsSync(join(target, "by-a-folder"))).toBe(true);
    expect(readdirSync(directory)).toEqual(["taken"]);
  });

  test("says so when the folder is not there", () => {
    chmodSync(directory, 0o700);
    expect(() => writeWhole(join(directory, "no", "file"), "x")).toThrow("ENOENT");
  });
});

import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { programsOnPath } from "../../lib/system/programs";

describe("the programs of a name on a PATH", () => {
  let folder: string;

  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "ecr-access-path-"))));
  afterEach(() => rmSync(folder, { recursive: true }));

  /** A file of that name in a folder of its own. */
  const file = (directory: string, mode: number) => {
    mkdirSync(join(folder, directory));
    writeFileSync(join(folder, directory, "tool"), "");
    chmodSync(join(folder, directory, "tool"), mode);
    return join(folder, directory);
  };

  test("are found in every folder, in the PATH's order", () => {
    const [first, second] = [file("z", 0o755), file("a", 0o755)];
    const path = ["/nowhere", first, "", second].join(delimiter);
    expect(programsOnPath("tool", path)).toEqual([join(first, "tool"), join(second, "tool")]);
  });

  test("are no folders, and no files that can't be executed", () => {
    mkdirSync(join(folder, "tool"));
    expect(programsOnPath("tool", [folder, file("b", 0o644)].join(delimiter))).toEqual([]);
  });

  test("are none where there is no PATH, or an empty one", () => {
    expect(programsOnPath("sh", undefined)).toEqual([]);
    expect(programsOnPath("sh", "")).toEqual([]);
  });
});

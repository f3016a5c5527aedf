import { join } from "node:path";
import { inFolder, loading, writeFiles, type Files } from "./files";
import cases from "./data/hostile.json";

/** A registry that tries something, and the lines that refuse it. */
interface Hostile {
  readonly name: string;
  readonly files: Files;
  readonly environment?: Readonly<Record<string, string>>;
  readonly problems: readonly string[];
}

test.each((cases as unknown as Hostile[]).map((each) => [each.name, each] as const))(
  "%s: refused, a line for each problem",
  (_name, { files, environment, problems }) => {
    inFolder((folder) => {
      writeFiles(folder, files);
      expect(loading(join(folder, "registry.yaml"), environment)).toEqual({ problems });
    });
  },
);

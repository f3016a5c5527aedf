import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  answersOf,
  plannableCases,
  expectationsOf,
  expectedLines,
  filesOf,
  predictedLines,
} from "./support/cases";
import { runCase } from "./support/run-case";

describe("plans and states that Terraform makes now", () => {
  const folder = mkdtempSync(join(tmpdir(), "ecr-access-cases-"));

  afterAll(() => rmSync(folder, { recursive: true }));

  test.each(plannableCases())(
    "%s is read as it was reasoned out",
    async (name) => {
      const expectations = expectationsOf(name);
      const wanted = filesOf(expectations);
      const seen: string[] = [];
      await runCase(name, join(folder, name), (file, json) => {
        if (!wanted.includes(file)) return;
        seen.push(file);
        const path = join(folder, `${name}-${file}.json`);
        writeFileSync(path, json);
        expect({ file, cells: predictedLines(path) }).toEqual({
          file,
          cells: expectedLines(answersOf(expectations, file), path),
        });
      });
      expect(seen).toEqual(wanted);
    },
    180_000,
  );
});

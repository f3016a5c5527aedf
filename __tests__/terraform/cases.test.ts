import { join } from "node:path";
import {
  CASES,
  answersOf,
  caseNames,
  expectationsOf,
  expectedLines,
  filesOf,
  predictedLines,
} from "./support/cases";

describe.each(caseNames().map((name) => [name, expectationsOf(name)] as const))(
  "%s",
  (name, expectations) => {
    test.each(filesOf(expectations))(`reads ${expectations.title}: %s`, (file) => {
      const path = join(CASES, name, `${file}.json`);
      expect(predictedLines(path)).toEqual(expectedLines(answersOf(expectations, file), path));
    });
  },
);

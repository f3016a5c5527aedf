import type { z } from "zod";
import { check } from "./check";
import { type ConfigDocument, parseConfig } from "./document";
import { type Environment, interpolate } from "./interpolate";
import type { Path, Problem } from "./problem";
import { readText } from "./read-file";
import type { Finding } from "./schema-findings";

/** One of the registry's files: read, parsed, filled in from the environment and checked against its schema. */
export interface SourceFile<Written> {
  readonly document: ConfigDocument;
  /** What is left of it without what is wrong; absent if that is nothing. */
  readonly written?: Written;
  readonly problems: readonly Problem[];
  /** Where the problems are. */
  readonly refused: readonly Path[];
}

/** @param name the name by which messages call the file at `path` */
export function readSource<Written>(
  name: string,
  path: string,
  schema: z.ZodType<Written>,
  environment: Environment,
): SourceFile<Written> {
  const read = readText(path);
  const { document, problems, refused } = parseConfig(name, "text" in read ? read.text : "");
  if ("rule" in read) {
    const place = { file: name, line: 1, column: 1 };
    return { document, problems: [{ place, path: [], rule: read.rule }], refused: [[]] };
  }
  const unfilled: Finding[] = [];
  const data = interpolate(document.data, environment, (at, rule, value) =>
    unfilled.push({ path: at, rule, value }),
  );
  if (refused.some((at) => at.length === 0)) {
    return { document, problems: [...problems, ...placed(document, unfilled)], refused };
  }
  const checked = check(schema, data, [...refused, ...unfilled.map((each) => each.path)]);
  const findings = [...unfilled, ...checked.findings];
  return {
    document,
    written: checked.written,
    problems: [...problems, ...placed(document, findings)],
    refused: checked.written === undefined ? [[]] : [...refused, ...findings.map((each) => each.path)],
  };
}

function placed(document: ConfigDocument, findings: readonly Finding[]): Problem[] {
  return findings.map(({ path, rule, value, ofKey }) => ({
    place: ofKey ? document.keyPlace(path) : document.place(path),
    path,
    rule,
    got: document.quote(path, value),
  }));
}

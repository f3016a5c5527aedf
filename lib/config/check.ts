import type { z } from "zod";
import { MOST_PROBLEMS, type Path } from "./problem";
import { type Finding, findingsOf, prefixes, valueAt } from "./schema-findings";

/** What is left of a file once what is wrong is taken out, and what was wrong. */
export interface Checked<Written> {
  /** Absent if nothing is left. Where an item of a list was taken out, the list has `undefined`: the others keep their numbers. */
  readonly written?: Written;
  readonly findings: readonly Finding[];
}

/**
 * Checks data against the schema. What is wrong is taken out and the rest checked again, so that the rules between
 * fields can be asked of it too and one run shows every problem.
 * @param refused paths of values that have been complained of already
 */
export function check<Written>(
  schema: z.ZodType<Written>,
  data: unknown,
  refused: readonly Path[],
): Checked<Written> {
  let findings: readonly Finding[] = [];
  const gone = new Set(refused.flatMap(prefixes));
  let bad = refused;
  let rest = data;
  for (;;) {
    const result = schema.safeParse(rest);
    if (result.success && bad.length === 0) return { written: result.data, findings };
    const found = result.success ? [] : findingsOf(result.error, rest);
    findings = [...findings, ...found.filter(({ path, ofKey }) => ofKey || !gone.has(JSON.stringify(path)))];
    // nobody reads on
    if (findings.length > MOST_PROBLEMS) return { findings };
    bad = [...bad, ...found.map(({ path }) => path)];
    bad.flatMap(prefixes).forEach((each) => gone.add(each));
    rest = structuredClone(rest);
    for (const path of unique(bad)) if (!takeOut(rest, path)) return { findings };
    bad = [];
  }
}

function unique(paths: readonly Path[]): Iterable<Path> {
  return new Map(paths.map((path) => [JSON.stringify(path), path])).values();
}

/** Takes the value at a path out, or its parent if there is no such value. @returns false if nothing would be left */
function takeOut(data: unknown, path: Path): boolean {
  const parentPath = path.slice(0, -1);
  const parent = valueAt(data, parentPath) as Record<string | number, unknown> | unknown[] | undefined;
  const step = path.at(-1);
  if (step === undefined) return false;
  if (typeof parent !== "object" || parent === null) return takeOut(data, parentPath);
  if (Array.isArray(parent)) {
    if (parent[Number(step)] === undefined) return true;
    parent[Number(step)] = undefined;
    return true;
  }
  if (!Object.hasOwn(parent, step)) return takeOut(data, parentPath);
  delete parent[step];
  return true;
}

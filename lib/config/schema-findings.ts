import type { z } from "zod";
import type { Path } from "./problem";

/** A problem before it has its place. */
export interface Finding {
  readonly path: Path;
  readonly rule: string;
  readonly value: unknown;
  /** Is it about the key and not about its value? */
  readonly ofKey?: boolean;
}

type Issue = z.core.$ZodIssue;

/** What the schema has against the data: one finding a field, and none of a whole because of its part. */
export function findingsOf(error: z.core.$ZodError, data: unknown): Finding[] {
  const found = error.issues.flatMap((issue) => unfold(issue, data).map((finding) => ({ issue, finding })));
  const parents = new Set(found.flatMap(({ finding: { path } }) => prefixes(path).slice(0, -1)));
  const fields = new Map<string, Finding>();
  for (const { issue, finding } of found) {
    const key = JSON.stringify(finding.path);
    if (!fields.has(key) && !(issue.code === "custom" && parents.has(key))) {
      fields.set(key, finding);
    }
  }
  return [...fields.values()];
}

function unfold(issue: Issue, data: unknown): Finding[] {
  const path = issue.path as Path;
  const value = valueAt(data, path);
  switch (issue.code) {
    case "unrecognized_keys": {
      const rules = issue.message.split("\n");
      return issue.keys.map((key, index) => ({
        path: [...path, key],
        rule: rules[index] ?? issue.message,
        value: key,
        ofKey: true,
      }));
    }
    case "invalid_key":
      return [{ path, rule: issue.issues[0]?.message ?? issue.message, value: path.at(-1), ofKey: true }];
    case "invalid_union": {
      const inside = issue.errors.find((issues) => !issues.some(hasOtherShape));
      if (inside === undefined) return [{ path, rule: issue.message + quoting(value), value }];
      return inside.flatMap((each) =>
        unfold({ ...each, path: [...issue.path, ...each.path] } as Issue, data),
      );
    }
    case "invalid_type":
      return [{ path, rule: issue.message + (issue.expected === "string" ? quoting(value) : ""), value }];
    default:
      return [{ path, rule: issue.message, value }];
  }
}

/** Does the alternative of a union expect another kind of value altogether? */
function hasOtherShape(issue: Issue): boolean {
  if (issue.path.length > 0) return false;
  if (issue.code === "invalid_union") return issue.errors.every((issues) => issues.some(hasOtherShape));
  return issue.code === "invalid_type" || issue.code === "invalid_value";
}

function quoting(value: unknown): string {
  if (typeof value !== "number" && typeof value !== "boolean") return "";
  const loss = typeof value === "number" ? ", and a leading zero would be lost" : "";
  return `; put it in quotes: YAML reads it as a ${typeof value}${loss}`;
}

export function valueAt(data: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (parent, step) =>
      parent === null ? undefined : (parent as Record<string | number, unknown> | undefined)?.[step],
    data,
  );
}

export function startsWith(path: Path, start: Path): boolean {
  return start.every((step, index) => path[index] === step);
}

/** A path as text, after its parents from the top down. */
export function prefixes(path: Path): string[] {
  return ["[]", ...path.map((_step, index) => JSON.stringify(path.slice(0, index + 1)))];
}

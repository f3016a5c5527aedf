import base from "./base.json";
import fields from "./fields.json";
import { problemsOf } from "./files";

/** JSON is YAML: the base registry with another value at one path, on one line. */
function registryWith(path: string, value: unknown): string {
  const changed = structuredClone(base) as unknown;
  const steps = path.match(/\w+/g) ?? [];
  const last = steps.pop() ?? "";
  const parent = steps.reduce((each, step) => (each as Record<string, unknown>)[step], changed);
  (parent as Record<string, unknown>)[last] = value;
  return JSON.stringify(changed);
}

const problemsWith = (path: string, value: unknown) =>
  problemsOf({ "registry.yaml": registryWith(path, value) }).map((line) =>
    line.replace(/^registry.yaml:1:\d+: /, ""),
  );

describe.each(fields)("$field", ({ field, good, bad }) => {
  if (good.length > 0) {
    test.each(good.map((value) => [JSON.stringify(value), value] as const))("takes %s", (_text, value) => {
      expect(problemsWith(field, value)).toEqual([]);
    });
  }

  test.each(bad.map(([value, problem]) => [JSON.stringify(value), value, problem] as const))(
    "refuses %s",
    (_text, value, problem) => {
      expect(problemsWith(field, value)).toEqual([problem]);
    },
  );
});

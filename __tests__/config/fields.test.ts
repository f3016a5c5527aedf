import base from "./base.json";
import fields from "./fields.json";
import { problemsOf } from "./files";
import { registryFields } from "./schema-fields";

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

/** The fields of a value, the keys of `tags` not among them. */
function writtenFields(value: unknown, path = ""): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => writtenFields(item, `${path}[]`));
  if (typeof value !== "object" || value === null || path.endsWith("tags")) return [];
  return Object.entries(value).flatMap(([key, each]) => {
    const field = path === "" ? key : `${path}.${key}`;
    return [field, ...writtenFields(each, field)];
  });
}

test("every field of the schema has a good value here, in the base registry or in a case", () => {
  const good = fields.flatMap(({ field, good: values }) =>
    values.flatMap((value) => writtenFields(value, field.replace(/\[\d+\]/g, "[]"))),
  );
  const tested = new Set([
    ...writtenFields(base),
    ...good,
    ...fields
      .filter(({ good: values }) => values.length > 0)
      .map(({ field }) => field.replace(/\[\d+\]/g, "[]")),
  ]);
  // files are good where they are: in the tests of `include`
  expect(registryFields().filter((field) => !tested.has(field))).toEqual(["include"]);
});

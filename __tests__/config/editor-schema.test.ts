import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import { registryEditorSchema, teamEditorSchema } from "../../lib/config/editor-schema";
import base from "./base.json";
import fields from "./fields.json";

const root = join(__dirname, "../..");
const published = (name: string) =>
  JSON.parse(readFileSync(join(root, name), "utf8")) as Record<string, unknown>;

const validate = new Ajv({ strictRequired: false, allowUnionTypes: true }).compile(registryEditorSchema());

test.each([
  ["registry.schema.json", registryEditorSchema()],
  ["team.schema.json", teamEditorSchema()],
])("%s is what the schema says (npm run generate)", (name, schema) => {
  expect(published(name)).toEqual(schema);
});

test("every field has a description, wherever it stands", () => {
  const without: string[] = [];
  const walk = (schema: unknown, path: string): void => {
    if (typeof schema !== "object" || schema === null) return;
    for (const [name, property] of Object.entries((schema as { properties?: object }).properties ?? {})) {
      if (typeof property.description !== "string") without.push(`${path}.${name}`);
    }
    Object.entries(schema).forEach(([key, value]) => walk(value, `${path}/${key}`));
  };
  walk(registryEditorSchema(), "");
  expect(without).toEqual([]);
});

test("a field that is not there is refused, and so is a file without an account", () => {
  expect(validate(base)).toBe(true);
  expect(validate({ ...base, regoin: "x" })).toBe(false);
  expect(validate({ ...base, account: undefined })).toBe(false);
});

/** The base registry with another value at one path. */
function registryWith(path: string, value: unknown): unknown {
  const changed = structuredClone(base) as unknown;
  const steps = path.match(/\w+/g) ?? [];
  const last = steps.pop() ?? "";
  const parent = steps.reduce((each, step) => (each as Record<string, unknown>)[step], changed);
  (parent as Record<string, unknown>)[last] = value;
  return changed;
}

const good = fields.flatMap(({ field, good: values }) => values.map((value) => [field, value] as const));

test.each(good)("what the loader takes as %s, the editor takes: %j", (field, value) => {
  expect(validate(registryWith(field, value))).toBe(true);
});

test.each(good.filter(([, value]) => typeof value === "string"))(
  "%s may be a template instead of %j",
  (field) => {
    expect(validate(registryWith(field, "${NAME}"))).toBe(true);
    expect(validate(registryWith(field, "${NAME:-default}"))).toBe(true);
  },
);

test("numbers and booleans may not be templates", () => {
  expect(validate(registryWith("teams[0].roles[0].maxSessionDuration", "${SECONDS}"))).toBe(false);
  expect(validate(registryWith("teams[0].repositories[0].scanOnPush", "${SCAN}"))).toBe(false);
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SourceError, readInventory } from "../../lib/terraform/source";

const folder = mkdtempSync(join(tmpdir(), "ecr-access-source-"));
afterAll(() => rmSync(folder, { recursive: true }));

function written(name: string, content: string): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

function problemOf(from: string): string {
  try {
    readInventory(from);
  } catch (error) {
    if (error instanceof SourceError) return error.message.replace(from, "FROM");
    throw error;
  }
  return "none";
}

test.each([
  ["text", "hello", "FROM: is no JSON; terraform show -json prints a plan or a state as JSON"],
  ["nothing at all", "", "FROM: is no JSON; terraform show -json prints a plan or a state as JSON"],
  ["a JSON list", "[1]", "FROM: is no Terraform JSON, expected an object"],
  [
    "another program's JSON",
    '{"name":"x","version":"1"}',
    "FROM: is no Terraform JSON: neither a plan, a state nor a synthesized stack",
  ],
  ["a CloudFormation template", '{"Resources":{}}', "FROM: is a CloudFormation template, not Terraform JSON"],
  ["a Pulumi stack", '{"version":3,"deployment":{}}', "FROM: is a Pulumi stack, not Terraform JSON"],
  [
    "a raw state file",
    '{"version":4,"terraform_version":"1.11.4","serial":1,"lineage":"x","resources":[]}',
    "FROM: is a raw state file; terraform show -json prints it as expected here",
  ],
  [
    "a plan that failed",
    '{"format_version":"1.2","errored":true,"planned_values":{"root_module":{}}}',
    "FROM: planning failed, so the plan does not say what will be",
  ],
])("%s is refused in one line", (name, content, problem) => {
  expect(problemOf(written(`${name}.json`, content))).toBe(problem);
});

test("what is nested too deeply is refused in one line", () => {
  const deep = `{"resource":{"aws_iam_role":{"r":{"name":${"[".repeat(100_000)}${"]".repeat(100_000)}}}}}`;
  expect(problemOf(written("deep.json", deep))).toBe("FROM: is nested too deeply to be read");
});

test("a folder without a synthesized stack, and a FROM that is not there, are refused in one line", () => {
  mkdirSync(join(folder, "empty"));
  expect(problemOf(join(folder, "empty"))).toBe(
    "FROM: holds no cdk.tf.json; npx cdktf synth makes one in cdktf.out",
  );
  expect(problemOf(join(folder, "nowhere"))).toBe(
    "FROM: there is no such file or folder; npx cdktf synth makes cdktf.out",
  );
});

test("an empty state and a plan that destroys everything are read, and hold nothing", () => {
  const state = written("state.json", '{"format_version":"1.0","terraform_version":"1.11.4"}');
  const plan = written("plan.json", '{"format_version":"1.2","planned_values":{"root_module":{}}}');
  for (const file of [state, plan])
    expect(readInventory(file)).toMatchObject({ roles: [], repositories: [] });
});

test.each([
  "planned_values",
  "resource_changes",
  "configuration",
  "prior_state",
  "variables",
  "values",
  "resource",
  "data",
  "provider",
  "module",
  "output",
])("whatever stands under %s, reading ends, with an inventory or one line", (key) => {
  for (const value of [
    null,
    1,
    "x",
    [],
    [null],
    {},
    { root_module: null },
    { root_module: { resources: [null, 1, {}], child_modules: [null] } },
    { aws_iam_role: { x: null } },
    { aws_iam_role: [1] },
    { aws_iam_role_policy: { x: { role: "${", policy: "${jsonencode(" } } },
  ]) {
    for (const shape of [{}, { planned_values: { root_module: {} } }, { resource: {} }]) {
      const file = written("odd.json", JSON.stringify({ ...shape, [key]: value }));
      expect(typeof problemOf(file)).toBe("string");
    }
  }
});

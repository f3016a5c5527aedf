import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import { parse } from "yaml";
import { loadRegistry } from "../../lib/config/load";
import { registryEditorSchema } from "../../lib/config/editor-schema";
import { limitProblems } from "../../lib/policies/limits";

const examples = join(__dirname, "../../examples");
const names = readdirSync(examples, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

const load = (name: string, environment = {}) =>
  loadRegistry(join(examples, name, "registry.yaml"), environment);

const ajv = new Ajv({ strictRequired: false, allowUnionTypes: true }).addSchema(
  registryEditorSchema(),
  "registry",
);

const files = readdirSync(examples, { recursive: true, encoding: "utf8" }).filter((file) =>
  file.endsWith(".yaml"),
);

test("there are the lab, a company and a GovCloud registry", () => {
  expect(names).toEqual(["company", "govcloud", "lab"]);
});

test.each(names)(
  "%s loads without a warning, makes documents that AWS takes, and has its lines in the README",
  (name) => {
    const registry = load(name);
    expect(registry.warnings).toEqual([]);
    expect(limitProblems(registry)).toEqual([]);
    expect(readFileSync(join(examples, "README.md"), "utf8")).toContain(`## ${name}\n`);
  },
);

test.each(names)("%s loads for whichever account the environment says", (name) => {
  expect(load(name, { ACCOUNT_ID: "210987654320" }).account).toBe("210987654320");
});

test.each(files)("%s fits the published schema as it is written", (file) => {
  const schema = file.includes("/teams/") ? "registry#/definitions/team" : "registry";
  ajv.validate(schema, parse(readFileSync(join(examples, file), "utf8")));
  expect(ajv.errors ?? []).toEqual([]);
});

test.each(files)("%s tells the editor its schema", (file) => {
  const schema = file.includes("/teams/") ? "../../../team.schema.json" : "../../registry.schema.json";
  const [first] = readFileSync(join(examples, file), "utf8").split("\n");
  expect(first).toBe(`# yaml-language-server: $schema=${schema}`);
});

test("the lab is the registry at the top", () => {
  const data = (file: string) => parse(readFileSync(file, "utf8")) as unknown;
  expect(data(join(examples, "lab/registry.yaml"))).toEqual(data(join(examples, "../registry.yaml")));
});

describe("the company", () => {
  const { teams } = load("company");

  test("has a dozen teams, one file each", () => {
    expect(teams.map(({ source, namespace }) => [source.file, namespace])).toEqual(
      teams.map(({ namespace }) => [`teams/${namespace}.yaml`, namespace]),
    );
    expect(teams).toHaveLength(12);
  });

  test("has each kind of trust, share and grant, and lifecycle rules", () => {
    const roles = teams.flatMap((team) => team.roles);
    const kinds = (values: readonly string[]) => [...new Set(values)].sort();
    expect(kinds(roles.map(({ trust }) => trust.type))).toEqual(["account", "github", "principals"]);
    expect(kinds(teams.flatMap(({ shares }) => shares.map(({ to }) => to.type)))).toEqual([
      "accounts",
      "all",
      "namespaces",
      "organization",
    ]);
    expect(kinds(roles.flatMap(({ grants }) => grants.map(({ level }) => level ?? "actions")))).toEqual([
      "actions",
      "admin",
      "pull",
      "push",
    ]);
    const statuses = teams.flatMap((team) =>
      team.repositories.flatMap((each) => each.lifecycle.map((rule) => rule.tagStatus)),
    );
    expect(kinds(statuses)).toEqual(["any", "tagged", "untagged"]);
  });

  test("lets nobody but base push base images", () => {
    const pushing = teams.filter((team) =>
      team.roles.some(({ grants }) =>
        grants.some(
          ({ actions, on }) =>
            actions.includes("ecr:PutImage") && on.some((name) => name.startsWith("base/")),
        ),
      ),
    );
    expect(pushing.map(({ namespace }) => namespace)).toEqual(["base"]);
  });
});

test("GovCloud's ARNs are of its partition", () => {
  const registry = load("govcloud");
  expect(registry.partition).toBe("aws-us-gov");
  expect(
    JSON.stringify(registry)
      .match(/arn:[^:]+:/g)
      ?.every((arn) => arn === "arn:aws-us-gov:"),
  ).toBe(true);
});

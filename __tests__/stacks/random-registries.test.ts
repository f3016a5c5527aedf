import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { loadRegistry } from "../../lib/config/load";
import { ConfigError } from "../../lib/config/problem";
import type { Registry } from "../../lib/config/registry";
import { limitProblems } from "../../lib/policies/limits";
import { AccessStack } from "../../stacks/access-stack";
import { RepositoriesStack } from "../../stacks/repositories-stack";
import { arbitraryRegistry } from "../config/arbitrary-registry";
import { fastFolder } from "../config/files";
import { brokenPromises } from "./promises";
import { resources, synthesize } from "./synthesize";

const runs = { numRuns: 1_000 };

const folder = mkdtempSync(join(fastFolder, "random-registries-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** The registry, or undefined if it is refused. JSON is YAML. */
function load(written: object): Registry | undefined {
  const file = join(folder, "registry.yaml");
  writeFileSync(file, JSON.stringify(written));
  try {
    return loadRegistry(file, environment);
  } catch (error) {
    if (error instanceof ConfigError) return undefined;
    throw error;
  }
}

/** Texts that would be evaluated if filling ran twice, or if nobody looked at what it gives. */
const environment = { HARMLESS: "filled", TEMPLATE: "%{ for x in y }", NESTED: "${HARMLESS}" };

const synthesized = (registry: Registry) => ({
  repositories: synthesize(RepositoriesStack, "ecr-repositories", registry),
  access: synthesize(AccessStack, "ecr-access", registry),
});

test("every registry that is accepted synthesizes, to nothing but what it says and to all of it", () => {
  fc.assert(
    fc.property(arbitraryRegistry(), (written) => {
      const registry = load(written)!;
      expect(registry).toBeDefined();
      expect(limitProblems(registry)).toEqual([]);
      const { repositories, access } = synthesized(registry);
      expect(brokenPromises(registry, repositories, access)).toEqual([]);
      expect(namesOf(resources(repositories, "aws_ecr_repository"))).toEqual(
        namesOf(registry.teams.flatMap((team) => team.repositories)),
      );
      expect(namesOf(resources(access, "aws_iam_role"))).toEqual(
        namesOf(registry.teams.flatMap((team) => team.roles)),
      );
    }),
    runs,
  );
});

const namesOf = (things: readonly { name?: unknown }[]) => things.map(({ name }) => String(name)).sort();

const hostile = fc.oneof(
  fc.constantFrom(
    '${file("/etc/hostname")}',
    "%{ if true }x%{ endif }",
    "${TfToken[TOKEN.0]}",
    "Token[TOKEN.1]",
    "${HARMLESS}",
    "${TEMPLATE}",
    "${NESTED}",
    "$${HARMLESS}",
    "${UNSET:-${TEMPLATE}}",
    "${UNSET:-team-a/*}",
    "team-*/*",
    "*",
    "__proto__",
    'a "quoted" \\ text $',
  ),
  fc.string({ maxLength: 12, unit: fc.constantFrom(..."${}%T[]*?/a ") }),
);

test("whatever stands in a field, it is refused or comes out as text, reaching nothing", () => {
  let accepted = 0;
  fc.assert(
    fc.property(arbitraryRegistry(), hostile, fc.nat(), (written, text, position) => {
      const registry = load(withString(written, text, position));
      if (!registry) return;
      accepted++;
      const { repositories, access } = synthesized(registry);
      expect(brokenPromises(registry, repositories, access)).toEqual([]);
    }),
    runs,
  );
  expect(accepted).toBeGreaterThan(50);
});

/** The data with one of its strings replaced: the one at that position, counted round and round. */
function withString(written: object, text: string, position: number): object {
  const replaceAt = (index: number) => {
    let seen = 0;
    const data = JSON.parse(JSON.stringify(written), (_key, value) =>
      typeof value === "string" && seen++ === index ? text : value,
    );
    return { data, seen };
  };
  return replaceAt(position % replaceAt(-1).seen).data;
}

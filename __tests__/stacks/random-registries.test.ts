import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { loadRegistry } from "../../lib/config/load";
import { ConfigError } from "../../lib/config/problem";
import type { Registry } from "../../lib/config/registry";
import { limitProblems } from "../../lib/policies/limits";
import { AccessStack } from "../../stacks/access-stack";
import { RepositoriesStack } from "../../stacks/repositories-stack";
import { brokenPromises } from "./promises";
import { resources, synthesize } from "./synthesize";
import { environment, writtenRegistry } from "./written-registry";

const folder = mkdtempSync(join(tmpdir(), "random-registries-"));
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

test("every registry that is accepted synthesizes, and to nothing but what it says", () => {
  const runs = 1000;
  let accepted = 0;
  fc.assert(
    fc.property(writtenRegistry(), (written) => {
      const registry = load(written);
      if (!registry) return;
      accepted++;
      expect(limitProblems(registry)).toEqual([]);
      const repositories = synthesize(RepositoriesStack, "ecr-repositories", registry);
      const access = synthesize(AccessStack, "ecr-access", registry);
      expect(brokenPromises(registry, repositories, access)).toEqual([]);
      expect(namesOf(resources(repositories, "aws_ecr_repository"))).toEqual(
        registry.teams.flatMap((team) => namesOf(team.repositories)).sort(),
      );
      expect(namesOf(resources(access, "aws_iam_role"))).toEqual(
        registry.teams.flatMap((team) => namesOf(team.roles)).sort(),
      );
    }),
    { numRuns: runs },
  );
  expect(accepted).toBeGreaterThan(runs / 5);
  expect(accepted).toBeLessThan(runs);
});

const namesOf = (things: readonly { name?: unknown }[]) => things.map(({ name }) => String(name)).sort();

import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { loadRegistry } from "../../lib/config/load";
import type { Registry } from "../../lib/config/registry";
import { arbitraryRegistry } from "../config/arbitrary-registry";
import { lab } from "../policies/registry";
import { type Sabotage, cellsOf, disagreements, matrixOf } from "./support";

const examples = join(__dirname, "../../examples");
const names = readdirSync(examples, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

const folder = mkdtempSync(join(tmpdir(), "ecr-access-agreement-"));
afterAll(() => rmSync(folder, { recursive: true }));

function load(written: object): Registry {
  const file = join(folder, "registry.yaml");
  writeFileSync(file, JSON.stringify(written));
  return loadRegistry(file, {});
}

/** A boundary or another account's policies are in no synthesized file: what they leave is not predicted. */
const hasBoundary = (registry: Registry) =>
  new Set(
    registry.teams.flatMap(({ roles }) =>
      roles.filter(({ permissionsBoundary }) => permissionsBoundary).map(({ name }) => name),
    ),
  );

describe("declared and predicted agree", () => {
  test.each(names)("in every cell of the example %s", (name) => {
    const registry = loadRegistry(join(examples, name, "registry.yaml"), {});
    const bounded = hasBoundary(registry);
    const cells = cellsOf(matrixOf(registry));
    expect(cells.some(({ predicted }) => predicted === "allowed") || bounded.size > 0).toBe(true);
    expect(disagreements(cells.filter(({ role }) => !bounded.has(role)))).toEqual([]);
  });

  test("in every cell of random registries", () => {
    fc.assert(
      fc.property(arbitraryRegistry(), (written) => {
        const registry = load(written);
        const bounded = hasBoundary(registry);
        expect(disagreements(cellsOf(matrixOf(registry)).filter(({ role }) => !bounded.has(role)))).toEqual(
          [],
        );
      }),
      { numRuns: 60 },
    );
  });

  test("a role under a boundary that no file holds is never predicted to be allowed, and denied where no policy allows", () => {
    const registry = loadRegistry(join(examples, "govcloud", "registry.yaml"), {});
    const bounded = hasBoundary(registry);
    const cells = cellsOf(matrixOf(registry)).filter(({ role }) => bounded.has(role));
    const pairs = new Set(cells.map(({ declared, predicted }) => `${declared} ${predicted}`));
    expect([...pairs].sort()).toEqual(["allowed unknown", "denied denied"]);
  });
});

describe("a policy that somebody broke shows in the cells that differ", () => {
  const replace =
    (from: string, to: string): Sabotage =>
    (text) =>
      text.replaceAll(from, to);
  const statement = (changes: string) => `\\"Action\\":[\\"ecr:ListImages\\"]${changes}`;

  test.each([
    ["untouched", replace("nothing of that", ""), []],
    [
      "widened to team-b",
      replace("repository/team-a/*", "repository/team-*"),
      [
        "ecr_access_teama_role ecr:ListImages team-b/alpine: declared denied, predicted allowed (allowed by ecr_access_testing, statement 1)",
      ],
    ],
    ["with a slash dropped", replace("repository/team-a/*", "repository/team-a*"), []],
    [
      "turned into a Deny",
      replace(
        '\\"Effect\\":\\"Allow\\",\\"Action\\":[\\"ecr:ListImages\\"]',
        `\\"Effect\\":\\"Deny\\",${statement("")}`,
      ),
      [
        "ecr_access_teama_role ecr:ListImages team-a/alpine: declared allowed, predicted denied (denied by ecr_access_testing, statement 1)",
      ],
    ],
    [
      "for another region",
      replace("arn:aws:ecr:us-west-2", "arn:aws:ecr:us-east-1"),
      [
        "ecr_access_teama_role ecr:ListImages team-a/alpine: declared allowed, predicted denied (no policy allows ecr:ListImages)",
      ],
    ],
  ] as const)("%s", (_how, sabotage, expected) => {
    expect(disagreements(cellsOf(matrixOf(lab(), sabotage)))).toEqual(expected);
  });
});

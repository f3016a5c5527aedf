import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { loadRegistry } from "../../lib/config/load";
import { isolationOf } from "../../lib/matrix/isolation";
import { isolationText } from "../../lib/report/isolation-text";
import { arbitraryRegistry } from "../config/arbitrary-registry";
import { sabotaged } from "./sabotage";
import { synthesizedInventory } from "./support";

const examples = join(__dirname, "../../examples");
const names = readdirSync(examples, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const folder = mkdtempSync(join(tmpdir(), "ecr-access-isolation-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("isolation holds as declared", () => {
  test.each(names)("in the example %s", (name) => {
    const declared = loadRegistry(join(examples, name, "registry.yaml"), {});

    expect(
      isolationOf(synthesizedInventory(declared), declared).leaks.filter(({ certain }) => certain),
    ).toEqual([]);
  });

  test("in random registries", () => {
    fc.assert(
      fc.property(arbitraryRegistry(), (written) => {
        const file = join(folder, "registry.yaml");
        writeFileSync(file, JSON.stringify(written));
        const declared = loadRegistry(file, {});
        expect(isolationOf(synthesizedInventory(declared), declared).leaks).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  test("and is said namespace by namespace", () => {
    expect(isolationText(sabotaged(() => undefined).isolation)).toBe(
      [
        "team-a/*: isolated for every name",
        "base/*: as declared, for every name",
        "    declared: reader: ecr:ListImages on base/alpine",
        "    declared: account 210987654321: ecr:BatchGetImage, ecr:GetDownloadUrlForLayer on base/alpine",
        "",
      ].join("\n"),
    );
  });
});

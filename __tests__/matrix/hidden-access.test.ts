import { changesBetween } from "../../lib/matrix/changes";
import { isolationOf } from "../../lib/matrix/isolation";
import { changesTable } from "../../lib/report/changes-table";
import { isolationJson } from "../../lib/report/isolation-json";
import { isolationHtml } from "../../lib/report/isolation-html";
import { isolationMarkdown } from "../../lib/report/isolation-markdown";
import { isolationText } from "../../lib/report/isolation-text";
import { buildInventory } from "../../lib/terraform/build-inventory";
import type { Inventory } from "../../lib/terraform/inventory";
import { readSynthesized } from "../../lib/terraform/synthesized";
import { registry, repository, team } from "../policies/registry";
import { stackJson } from "./small-stack";

const MODULE = { module: { more: { source: "./more", name: "x" } } };

/** A stack with one repository, and whatever else stands in its file. */
function inventoryWith(blocks: object, resources: object = {}): Inventory {
  const { resource, ...stack } = stackJson({ repositories: { "team-a/api": {} } });
  const content = { ...stack, ...blocks, resource: { ...resource, ...resources } };
  return buildInventory(readSynthesized([{ name: "stack", content }]));
}

const DECLARED = registry([
  team("team-a", { repositories: [repository("team-a/api")] }),
  team("team-b", { repositories: [] }),
]);

describe("what stands in a module that is in no file", () => {
  test("leaves isolation undecided, for every namespace", () => {
    const isolation = isolationOf(inventoryWith(MODULE), DECLARED);

    expect(isolation.leaks).toMatchObject([
      { certain: false, pattern: "*", because: ["module.more: what is in the module is in no file"] },
    ]);
    expect(isolationText(isolation)).toBe(
      [
        "team-a/*: undecided",
        "team-b/*: undecided",
        "",
        "undecided:",
        "  somebody whom no file names may perhaps every action on *",
        "    it hangs on module.more: what is in the module is in no file",
        "",
      ].join("\n"),
    );
    expect(JSON.parse(isolationJson(isolation))).toMatchObject({
      namespaces: [{ namespace: "team-a", isolated: false, asDeclared: false, undecided: true }, {}],
    });
    expect(isolationMarkdown(isolation)[0]).toBe("**Undecided**");
    expect(isolationHtml(isolation).join("\n")).toContain("<strong>? Undecided</strong>");
  });

  test.each([
    ["that comes", {}, MODULE],
    ["that goes", MODULE, {}],
    [
      "that stays, in a file of which something else changes",
      MODULE,
      { ...MODULE, output: { x: { value: 1 } } },
    ],
  ])("%s may be gained and lost", (_name, base, head) => {
    const changes = changesBetween(inventoryWith(base), inventoryWith(head));

    expect(changes.access.map(({ direction, certain }) => [direction, certain])).toEqual([
      ["gained", false],
      ["lost", false],
    ]);
    expect(changesTable(changes)).toContain(
      [
        "+ somebody whom no file names may gain every action on *",
        "    existing: team-a/api",
        "    it hangs on module.more: what is in the module is in no file",
      ].join("\n"),
    );
  });

  test("is the same, if the whole file is", () => {
    const same = { ...inventoryWith(MODULE), fingerprint: "same" };

    expect(changesBetween(same, same).access).toEqual([]);
  });
});

describe("other things that are not read", () => {
  const PERMISSION_SET = { aws_ssoadmin_permission_set: { admin: { name: "admin" } } };
  const OF_A_USER = { aws_iam_user_policy: { ann: { user: "ann", name: "p", policy: "{}" } } };
  const OF_AN_ORGANIZATION = { aws_organizations_policy: { deny: { name: "deny", content: "{}" } } };

  test.each([
    ["roles that IAM Identity Center makes may reach in", PERMISSION_SET, 1],
    ["a user's policies are not asked about", OF_A_USER, 0],
    ["an organization's only deny", OF_AN_ORGANIZATION, 0],
  ])("%s", (_name, resources, leaks) => {
    const inventory = inventoryWith({}, resources);

    expect(inventory.unknowns).not.toEqual([]);
    expect(isolationOf(inventory, DECLARED).leaks).toHaveLength(leaks);
    expect(changesBetween(inventoryWith({}), inventory).access).toHaveLength(2 * leaks);
  });
});

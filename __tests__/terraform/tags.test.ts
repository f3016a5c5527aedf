/** Which tags a role and a repository have, as each of the three kinds of file tells. */
import { buildInventory } from "../../lib/terraform/build-inventory";
import type { JsonObject } from "../../lib/terraform/json";
import { readPlan } from "../../lib/terraform/plan";
import type { TerraformFile } from "../../lib/terraform/resource";
import { readState } from "../../lib/terraform/state";
import { readSynthesized } from "../../lib/terraform/synthesized";
import { Unknown } from "../../lib/terraform/unknown";

/** Known tags as text, others by why they are not; `…` with why it may have more. */
function tagsIn(file: TerraformFile): Readonly<Record<string, string>> | undefined {
  const { tags, otherTags } = buildInventory(file).repositories[0]!;
  if (!tags && !otherTags) return undefined;
  const shown = Object.entries(tags ?? {}).map(([key, value]) => [
    key,
    value instanceof Unknown ? `? ${value.reason}` : value,
  ]);
  return Object.fromEntries([...shown, ...(otherTags ? [["…", otherTags.reason]] : [])]);
}

const stack = (body: object, provider: object = {}, more: object = {}): TerraformFile =>
  readSynthesized([
    {
      name: "app",
      content: {
        provider: { aws: [{ region: "us-west-2", ...provider }] },
        resource: { aws_ecr_repository: { api: { name: "team-a/api", ...body } } },
        ...more,
      },
    },
  ]);

describe("a synthesized stack", () => {
  const defaults = (tags: unknown) => ({ default_tags: [{ tags }] });

  test.each<[string, object, object, Record<string, string>]>([
    ["its own tags", { tags: { team: "a" } }, {}, { team: "a" }],
    ["no tags", {}, {}, {}],
    ["its provider's tags", {}, defaults({ team: "a" }), { team: "a" }],
    [
      "its own over its provider's",
      { tags: { team: "b" } },
      defaults({ team: "a", x: "y" }),
      { team: "b", x: "y" },
    ],
    ["default tags as one block", {}, { default_tags: { tags: { team: "a" } } }, { team: "a" }],
    [
      "its own, and what a variable holds for all",
      { tags: { team: "a" } },
      defaults("${var.tags}"),
      { team: "a", "…": "var.tags is given from outside" },
    ],
    [
      "a tag whose value a variable holds",
      { tags: { team: "${var.team}" } },
      {},
      { team: "? var.team is given from outside" },
    ],
    [
      "tags of which changes are ignored",
      { tags: { team: "a" }, lifecycle: { ignore_changes: ["tags"] } },
      {},
      { "…": "changes of its tags are ignored: what they are is in no file" },
    ],
    [
      "tags beside something else of which changes are ignored",
      { tags: { team: "a" }, lifecycle: { ignore_changes: ["image_tag_mutability"] } },
      {},
      { team: "a" },
    ],
  ])("has %s", (_name, body, provider, expected) => {
    expect(tagsIn(stack(body, provider))).toEqual(expected);
  });

  test("has the tags of the provider that the repository names, not of another", () => {
    const providers = [
      { region: "us-west-2", default_tags: [{ tags: { team: "a" } }] },
      { region: "eu-west-1", alias: "eu", default_tags: [{ tags: { team: "b" } }] },
    ];
    const of = (body: object) => tagsIn(stack(body, {}, { provider: { aws: providers } }));

    expect([of({}), of({ provider: "aws.eu" })]).toEqual([{ team: "a" }, { team: "b" }]);
  });

  test("tells nothing of the tags of a repository that it only looks up", () => {
    const content: JsonObject = { data: { aws_ecr_repository: { api: { name: "team-a/api" } } } };

    expect(tagsIn(readSynthesized([{ name: "app", content }]))).toBeUndefined();
  });
});

const values = (tags: object) => ({ name: "team-a/api", ...tags });
const address = {
  address: "aws_ecr_repository.api",
  mode: "managed",
  type: "aws_ecr_repository",
  name: "api",
};

const plan = (after: object, unknown: object = {}) =>
  readPlan({
    resource_changes: [
      { ...address, change: { actions: ["create"], after: values(after), after_unknown: unknown } },
    ],
  });

describe("a plan", () => {
  test.each<[string, object, object, Record<string, string>]>([
    [
      "its tags with its provider's",
      { tags: { a: "1" }, tags_all: { a: "1", b: "2" } },
      {},
      { a: "1", b: "2" },
    ],
    ["no tags", { tags: null, tags_all: {} }, {}, {}],
    [
      "a tag known only after apply",
      { tags: { a: "1" } },
      { tags: { k: true }, tags_all: true },
      { a: "1", k: "? known only after apply", "…": "known only after apply" },
    ],
    [
      "a tag known only after apply among others",
      { tags_all: { a: "1" } },
      { tags_all: { k: true } },
      { a: "1", k: "? known only after apply" },
    ],
    ["tags known only after apply", {}, { tags: true, tags_all: true }, { "…": "known only after apply" }],
  ])("has %s", (_name, after, unknown, expected) => {
    expect(tagsIn(plan(after, unknown))).toEqual(expected);
  });
});

test("a state has all tags", () => {
  const state = (tags: object) =>
    readState({ values: { root_module: { resources: [{ ...address, values: values(tags) }] } } });

  expect(tagsIn(state({ tags: {}, tags_all: { team: "a" } }))).toEqual({ team: "a" });
  expect(tagsIn(state({ tags: null }))).toEqual({});
});

import { repositoryLosses, unagreedLosses } from "../../lib/terraform/plan-guard";

/** As Terraform 1.11 writes a change; what the guard does not read is left out. */
function change(actions: string[], name: string, settings: object = {}, replacePaths?: unknown[]) {
  return {
    address: `aws_ecr_repository.${name.replace("/", "_")}`,
    mode: "managed",
    type: "aws_ecr_repository",
    change: { actions, before: actions.join() === "create" ? null : { name }, replace_paths: replacePaths },
    ...settings,
  };
}

const plan = (...changes: object[]) => ({
  format_version: "1.2",
  planned_values: { root_module: {} },
  resource_changes: changes,
});

describe("the repositories that a plan would lose", () => {
  test("are those that it deletes", () => {
    expect(repositoryLosses(plan(change(["delete"], "team-a/alpine")))).toEqual([
      {
        repository: "team-a/alpine",
        address: "aws_ecr_repository.team-a_alpine",
        kind: "delete",
        because: [],
      },
    ]);
  });

  test.each([
    ["a rename", ["delete", "create"], [["name"]], ["name"]],
    [
      "another encryption, the new one made first",
      ["create", "delete"],
      [
        ["encryption_configuration", 0, "encryption_type"],
        ["encryption_configuration", 0, "kms_key"],
      ],
      ["encryption_configuration"],
    ],
    ["a replacement on request", ["delete", "create"], undefined, []],
  ])("are those that it replaces for %s", (_case, actions, paths, because) => {
    expect(repositoryLosses(plan(change(actions, "team-a/alpine", {}, paths)))).toEqual([
      { repository: "team-a/alpine", address: "aws_ecr_repository.team-a_alpine", kind: "replace", because },
    ]);
  });

  test("are found in modules and among deposed objects too", () => {
    const losses = repositoryLosses(
      plan(
        change(["delete"], "team-a/alpine", { address: 'module.ecr["a"].aws_ecr_repository.this' }),
        change(["delete"], "team-b/alpine", { deposed: "1a2b3c4d" }),
      ),
    );
    expect(losses.map(({ repository }) => repository)).toEqual(["team-a/alpine", "team-b/alpine"]);
  });

  test.each([
    ["creates", change(["create"], "team-a/alpine")],
    ["updates", change(["update"], "team-a/alpine")],
    ["leaves as it is", change(["no-op"], "team-a/alpine")],
    ["forgets, which AWS keeps", change(["forget"], "team-a/alpine")],
    ["reads", change(["read"], "team-a/alpine", { mode: "data" })],
  ])("are not those that it %s", (_case, harmless) => {
    expect(repositoryLosses(plan(harmless))).toEqual([]);
  });

  test("are not other resources that it deletes", () => {
    const others = ["aws_ecr_repository_policy", "aws_ecr_lifecycle_policy", "aws_iam_role"];
    expect(repositoryLosses(plan(...others.map((type) => change(["delete"], "x/y", { type }))))).toEqual([]);
  });

  test("are none in a plan without resources", () => {
    expect(repositoryLosses({ format_version: "1.2", planned_values: {} })).toEqual([]);
  });

  test.each([[undefined], [null], ["text"], [[]], [{}], [{ format_version: "1.0", values: {} }]])(
    "are not looked for in what is no plan: %j",
    (json) => {
      expect(() => repositoryLosses(json)).toThrow("expected what `terraform show -json` prints of a plan");
    },
  );
});

describe("ALLOW_REPOSITORY_LOSS", () => {
  const unagreed = (agreed: string | undefined) =>
    unagreedLosses(
      repositoryLosses(plan(change(["delete"], "team-a/alpine"), change(["delete"], "team-b/alpine"))),
      agreed,
    ).map(({ repository }) => repository);

  test.each([
    ["team-a/alpine", ["team-b/alpine"]],
    ["team-b/alpine, team-a/alpine", []],
    ["team-a/alpin", ["team-a/alpine", "team-b/alpine"]],
    ["team-a/alpine-x", ["team-a/alpine", "team-b/alpine"]],
    ["team-a/*", ["team-a/alpine", "team-b/alpine"]],
    ["*", ["team-a/alpine", "team-b/alpine"]],
    ["", ["team-a/alpine", "team-b/alpine"]],
    [undefined, ["team-a/alpine", "team-b/alpine"]],
  ])("of %s leaves unagreed: %j", (agreed, expected) => {
    expect(unagreed(agreed)).toEqual(expected);
  });
});

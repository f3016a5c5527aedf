import { PROBED_ACTIONS } from "../../lib/matrix/cell";
import { Matrix } from "../../lib/matrix/matrix";
import { buildInventory } from "../../lib/terraform/build-inventory";
import { readState } from "../../lib/terraform/state";
import { readPlan } from "../../lib/terraform/plan";

const account = "123456789012";
const document = (...statements: object[]) =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });
const allow = (action: string) => ({ Effect: "Allow", Action: action, Resource: "*" });

const repository = {
  mode: "managed",
  type: "aws_ecr_repository",
  name: "app",
  address: "aws_ecr_repository.app",
  values: { name: "team-a/app", arn: `arn:aws:ecr:us-west-2:${account}:repository/team-a/app` },
};
const role = (mode: "managed" | "data", values: object = {}) => ({
  mode,
  type: "aws_iam_role",
  name: "r",
  address: `${mode === "data" ? "data." : ""}aws_iam_role.r`,
  values: { name: "r", arn: `arn:aws:iam::${account}:role/r`, assume_role_policy: document(), ...values },
});
const inline = (statement: object) => ({
  mode: "managed",
  type: "aws_iam_role_policy",
  name: "p",
  address: "aws_iam_role_policy.p",
  values: { name: "p", role: "r", policy: document(statement) },
});

function matrixOf(...resources: object[]): Matrix {
  const state = {
    format_version: "1.0",
    terraform_version: "1.11.4",
    values: { root_module: { resources: [repository, ...resources] } },
  };
  return new Matrix(buildInventory(readState(state)), undefined);
}

/** `role action repository: predicted` of two actions, from a state with these resources. */
function predicted(...resources: object[]): readonly string[] {
  return [...matrixOf(...resources).cells(PROBED_ACTIONS)]
    .filter(({ action }) => /ListImages|PutImage/.test(action))
    .map((cell) => `${cell.role} ${cell.action.slice(4)} ${cell.repository}: ${cell.predicted}`);
}

describe("a role outside of the file", () => {
  test("that is only read by a data source may have any other policy", () => {
    expect(predicted(role("data"))).toEqual([
      "r ListImages team-a/app: unknown",
      "r PutImage team-a/app: unknown",
    ]);
  });

  test("that is only named by an attachment may, too, but a known Deny decides", () => {
    expect(predicted(inline({ Effect: "Deny", Action: "ecr:PutImage", Resource: "*" }))).toEqual([
      "r ListImages team-a/app: unknown",
      "r PutImage team-a/app: denied",
    ]);
  });

  test("is the same as the file's own of that name", () => {
    expect(predicted(role("managed"), role("data"), inline(allow("ecr:ListImages")))).toEqual([
      "r ListImages team-a/app: allowed",
      "r PutImage team-a/app: denied",
    ]);
  });
});

test("a repository that is only read by a data source may have any policy of its own", () => {
  const outside = {
    ...repository,
    mode: "data",
    name: "other",
    address: "data.aws_ecr_repository.other",
    values: { name: "team-b/app", arn: `arn:aws:ecr:us-west-2:${account}:repository/team-b/app` },
  };
  expect(predicted(role("managed"), outside)).toEqual([
    "r ListImages team-a/app: denied",
    "r PutImage team-a/app: denied",
    "r ListImages team-b/app: unknown",
    "r PutImage team-b/app: unknown",
  ]);
});

test("what a role's own attributes list and nothing else explains is in doubt; what explains it decides", () => {
  const listed = role("managed", {
    inline_policy: [{ name: "p", policy: document(allow("ecr:ListImages")) }],
  });
  expect(predicted(listed)).toEqual(["r ListImages team-a/app: unknown", "r PutImage team-a/app: denied"]);
  expect(predicted(listed, inline(allow("ecr:ListImages")))).toEqual([
    "r ListImages team-a/app: allowed",
    "r PutImage team-a/app: denied",
  ]);
});

test("a registry policy may reach every repository, as far as it names the role", () => {
  const registry = (principal: string) => ({
    mode: "managed",
    type: "aws_ecr_registry_policy",
    name: "p",
    address: "aws_ecr_registry_policy.p",
    values: { policy: document({ ...allow("ecr:PutImage"), Principal: { AWS: principal } }) },
  });
  expect(predicted(role("managed"), registry(`arn:aws:iam::${account}:role/r`))).toContain(
    "r PutImage team-a/app: unknown",
  );
  expect(predicted(role("managed"), registry(`arn:aws:iam::${account}:role/other`))).toContain(
    "r PutImage team-a/app: denied",
  );
});

test.each([
  ["Allow", "ecr:*", "ecr:CreateRepository", "allowed"],
  ["Allow", "ecr:createrepo*", "ecr:CreateRepository", "allowed"],
  ["Allow", "ecr:ReplicateImage", "ecr:CreateRepository", "denied"],
  ["Allow", "ecr:*", "ecr:PutImage", "unknown"],
  ["Deny", "ecr:*", "ecr:CreateRepository", "denied"],
])("a registry policy that says %s for %s decides three actions in any scope: %s is %s", (...row) => {
  const [effect, action, asked, answer] = row;
  const statement = {
    Effect: effect,
    Principal: { AWS: `arn:aws:iam::${account}:role/r` },
    Action: action,
    Resource: "*",
  };
  const matrix = matrixOf(role("managed"), ...(effect === "Deny" ? [inline(allow(asked))] : []), {
    mode: "managed",
    type: "aws_ecr_registry_policy",
    name: "p",
    address: "aws_ecr_registry_policy.p",
    values: { policy: document(statement) },
  });

  expect(matrix.predict(matrix.roles[0]!, matrix.repositories[0]!)(asked).predicted).toBe(answer);
});

test("a registry policy says nothing of repositories of another region", () => {
  const statement = {
    Effect: "Allow",
    Principal: { AWS: `arn:aws:iam::${account}:role/r` },
    Action: "ecr:CreateRepository",
    Resource: "*",
  };
  const of = (region: string) =>
    matrixOf(role("managed"), {
      mode: "managed",
      type: "aws_ecr_registry_policy",
      name: "p",
      address: "aws_ecr_registry_policy.p",
      values: { policy: document(statement), region },
    });
  const answer = (matrix: Matrix) =>
    matrix.predict(matrix.roles[0]!, matrix.repositories[0]!)("ecr:CreateRepository").predicted;

  expect([answer(of("us-east-1")), answer(of("us-west-2"))]).toEqual(["denied", "allowed"]);
});

test("a role that is replaced has nothing to read back", () => {
  const change = {
    actions: ["delete", "create"],
    before: role("managed").values,
    after: { name: "r2", assume_role_policy: document() },
    after_unknown: { arn: true, inline_policy: true, managed_policy_arns: true },
  };
  const plan = {
    format_version: "1.2",
    resource_changes: [
      { ...role("managed"), change },
      {
        ...repository,
        change: {
          actions: ["no-op"],
          before: repository.values,
          after: repository.values,
          after_unknown: {},
        },
      },
    ],
    planned_values: { root_module: {} },
    configuration: {
      root_module: { resources: [{ ...role("managed"), expressions: { name: {}, assume_role_policy: {} } }] },
    },
  };
  const matrix = new Matrix(buildInventory(readPlan(plan)), undefined);
  expect([...matrix.cells(PROBED_ACTIONS)].filter(({ predicted }) => predicted !== "denied")).toEqual([]);
  expect(matrix.roles.map(({ name }) => name)).toEqual(["r2"]);
});

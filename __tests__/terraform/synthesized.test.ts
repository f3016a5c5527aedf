import { buildInventory } from "../../lib/terraform/build-inventory";
import { readSynthesized } from "../../lib/terraform/synthesized";
import { Matrix } from "../../lib/matrix/matrix";
import projects from "./synthesized.json";

/** What is not denied, as lines: `app ListImages team-a/app: allowed`. */
function notDenied(stacks: Record<string, object>): readonly string[] {
  const files = Object.entries(stacks).map(([name, content]) => ({
    name,
    content: content as Record<string, unknown>,
  }));
  const matrix = new Matrix(buildInventory(readSynthesized(files)), undefined);
  return [...matrix.cells(["ecr:ListImages", "ecr:PutImage"])]
    .filter(({ predicted }) => predicted !== "denied")
    .map(
      ({ role, action, repository, predicted }) => `${role} ${action.slice(4)} ${repository}: ${predicted}`,
    );
}

test.each(projects)("$name", ({ stacks, expected }) => {
  expect(notDenied(stacks as unknown as Record<string, object>)).toEqual(expected);
});

test("policies of an organization and of an endpoint give nothing, and are told of", () => {
  const { stacks, expected } = projects[0]!;
  const everything = JSON.stringify({
    Statement: { Effect: "Allow", Action: "*", Resource: "*", Principal: "*" },
  });
  const app = {
    ...stacks.app,
    resource: {
      ...stacks.app?.resource,
      aws_organizations_policy: { all: { name: "all", content: everything } },
      aws_organizations_policy_attachment: { all: { policy_id: "p-1", target_id: "123456789012" } },
      aws_vpc_endpoint_policy: { all: { vpc_endpoint_id: "vpce-1", policy: everything } },
    },
  };
  expect(notDenied({ app })).toEqual(expected);
  const { unknowns } = buildInventory(readSynthesized([{ name: "app", content: app }]));
  expect(unknowns).toEqual([
    "aws_organizations_policy.all: an organization's policy is not judged: it may deny what is said to be allowed",
    "aws_organizations_policy_attachment.all: an organization's policy is not judged: it may deny what is said to be allowed",
    "aws_vpc_endpoint_policy.all: an endpoint's policy is not judged: it may deny, to calls through the endpoint, what is said to be allowed",
  ]);
});

const ROLE = {
  name: "reader",
  assume_role_policy: JSON.stringify({
    Statement: { Effect: "Allow", Principal: { AWS: "123456789012" }, Action: "sts:AssumeRole" },
  }),
};
const LISTS = JSON.stringify({
  Statement: { Effect: "Allow", Action: "ecr:ListImages", Resource: "*" },
});
const PROVIDER = { aws: [{ region: "us-west-2", allowed_account_ids: ["123456789012"] }] };
const REPOSITORY = { aws_ecr_repository: { api: { name: "team-a/api" } } };
const POLICY = { aws_iam_role_policy: { p: { role: "reader", name: "p", policy: LISTS } } };

test.each<[string, object]>([
  ["an object", { aws_iam_role: { reader: ROLE }, ...REPOSITORY, ...POLICY }],
  ["a list", [{ aws_iam_role: { reader: ROLE } }, REPOSITORY, POLICY]],
  [
    "a list that parts a type",
    [{ aws_iam_role: {} }, { aws_iam_role: [{ reader: [ROLE] }] }, REPOSITORY, POLICY],
  ],
])("resources are read from %s", (_form, resource) => {
  expect(notDenied({ app: { provider: PROVIDER, resource } })).toEqual([
    "reader ListImages team-a/api: allowed",
  ]);
});

test.each([
  ["as an object", { inline_policy: { for_each: "${toset(var.x)}", content: { name: "p", policy: LISTS } } }],
  ["in a list", [{ inline_policy: { for_each: ["x"], content: { name: "p", policy: LISTS } } }]],
])("what a dynamic block %s makes of a role's policies is not known", (_form, dynamic) => {
  const resource = { aws_iam_role: { reader: { ...ROLE, dynamic } }, ...REPOSITORY };
  expect(notDenied({ app: { provider: PROVIDER, resource } })).toEqual([
    "reader ListImages team-a/api: unknown",
    "reader PutImage team-a/api: unknown",
  ]);
});

test.each([
  "awscc_iam_role",
  "awscc_ecr_repository",
  "aws_cloudformation_stack",
  "aws_cloudcontrolapi_resource",
])("of %s it is said that it may make roles and policies; of a bucket nothing", (type) => {
  const resource = { [type]: { more: {} }, aws_s3_bucket: { b: {} }, awscc_s3_bucket: { b: {} } };
  const { unknowns } = buildInventory(readSynthesized([{ name: "app", content: { resource } }]));
  expect(unknowns).toEqual([
    `${type}.more: may make roles, repositories and policies, which are not among those told of`,
  ]);
});

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

import { Matrix } from "../../lib/matrix/matrix";
import { buildInventory } from "../../lib/terraform/build-inventory";
import { readPlan } from "../../lib/terraform/plan";

/** As Terraform 1.11 plans a new role with `dynamic "inline_policy"`, whose for_each is known only after apply: it shows no block. */
function planOf(relevant: readonly (readonly [string, string])[], roleExpressions: object = {}) {
  const change = (address: string, after: object, after_unknown: object) => {
    const [type, name] = address.split(".");
    return {
      address,
      mode: "managed",
      type,
      name,
      change: { actions: ["create"], before: null, after, after_unknown },
    };
  };
  return {
    format_version: "1.2",
    planned_values: { root_module: {} },
    resource_changes: [
      change(
        "aws_iam_role.r",
        { name: "r", assume_role_policy: "{}" },
        { arn: true, id: true, inline_policy: true, managed_policy_arns: true },
      ),
      change("aws_ecr_repository.a", { name: "team-a/app" }, { arn: true, id: true }),
      change("terraform_data.d", { input: "x" }, { id: true, output: true }),
    ],
    configuration: {
      provider_config: { aws: { name: "aws", expressions: { region: { constant_value: "us-west-2" } } } },
      root_module: {
        resources: [
          { address: "aws_iam_role.r", expressions: { name: { constant_value: "r" }, ...roleExpressions } },
          { address: "aws_ecr_repository.a", expressions: { name: { constant_value: "team-a/app" } } },
          { address: "terraform_data.d", expressions: { input: { constant_value: "x" } } },
        ],
      },
    },
    relevant_attributes: relevant.map(([resource, attribute]) => ({ resource, attribute: [attribute] })),
  };
}

function answers(plan: ReturnType<typeof planOf>) {
  const inventory = buildInventory(readPlan(plan), { account: "123456789012", region: "us-west-2" });
  return [...new Matrix(inventory, undefined).cells(["ecr:PutImage"])].map(({ predicted, reason }) => [
    predicted,
    reason,
  ]);
}

describe("a new role whose dynamic blocks a plan does not show", () => {
  test("is unknown when something not known is relevant and nothing shown refers to it", () => {
    expect(answers(planOf([["terraform_data.d", "output"]]))).toEqual([
      ["unknown", expect.stringContaining("may hang on terraform_data.d.output")],
    ]);
  });

  test.each<[string, ReturnType<typeof planOf>]>([
    ["nothing is relevant", planOf([])],
    [
      "a resource that is shown refers to it",
      planOf([["terraform_data.d", "output"]], {
        description: { references: ["terraform_data.d.output", "terraform_data.d"] },
      }),
    ],
    ["it is known", planOf([["terraform_data.d", "input"]])],
    ["it is one string, of which no number of blocks is made", planOf([["aws_ecr_repository.a", "arn"]])],
  ])("is denied when %s", (_case, plan) => {
    expect(answers(plan)).toEqual([["denied", "no policy allows ecr:PutImage"]]);
  });
});

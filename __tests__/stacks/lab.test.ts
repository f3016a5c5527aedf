import { AccessStack } from "../../stacks/access-stack";
import { RepositoriesStack } from "../../stacks/repositories-stack";
import { lab } from "../policies/registry";
import { fullSynth } from "./full-synth";
import { resources, synthesize } from "./synthesize";

const access = () => synthesize(AccessStack, "ecr-access", lab());
const repositories = () => synthesize(RepositoriesStack, "ecr-repositories", lab());

describe("the lab's repositories", () => {
  test("read as reviewed", () => {
    expect(repositories()).toMatchSnapshot();
  });

  test("are team-a/alpine and team-b/alpine and no other", () => {
    expect(resources(repositories(), "aws_ecr_repository").map(({ name }) => name)).toEqual([
      "team-a/alpine",
      "team-b/alpine",
    ]);
  });

  test("let nobody in by themselves and delete no image", () => {
    expect(Object.keys(repositories().resource!)).toEqual(["aws_ecr_repository"]);
    for (const repository of resources(repositories(), "aws_ecr_repository")) {
      expect(repository.force_delete).toBe(false);
    }
  });
});

describe("the lab's access", () => {
  test("reads as reviewed", () => {
    expect(access()).toMatchSnapshot();
  });

  test("lets the account, and nobody else, say who may assume the role (step 2)", () => {
    expect(resources(access(), "aws_iam_role").map((role) => role.assume_role_policy)).toEqual([
      {
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { AWS: "arn:aws:iam::123456789012:root" },
            Action: "sts:AssumeRole",
            Condition: {},
          },
        ],
      },
    ]);
  });

  test("allows ecr:ListImages in team-a/* and nothing else (step 3)", () => {
    expect(resources(access(), "aws_iam_policy").map(({ policy }) => policy)).toEqual([
      {
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Action: ["ecr:ListImages"],
            Resource: ["arn:aws:ecr:us-west-2:123456789012:repository/team-a/*"],
          },
        ],
      },
    ]);
  });

  test("writes both documents letter for letter as the lab does", () => {
    const text = fullSynth(lab())["stacks/ecr-access/cdk.tf.json"];
    expect(text).toContain(
      JSON.stringify(
        '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:root"},"Action":"sts:AssumeRole","Condition":{}}]}',
      ),
    );
    expect(text).toContain(
      JSON.stringify(
        '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["ecr:ListImages"],"Resource":["arn:aws:ecr:us-west-2:123456789012:repository/team-a/*"]}]}',
      ),
    );
  });

  test("is one role with the lab's name and description, its ARN an output (step 4)", () => {
    expect(resources(access(), "aws_iam_role")).toEqual([
      expect.objectContaining({
        name: "ecr_access_teama_role",
        description: "IAM role to test ECR repository access",
      }),
    ]);
    expect(access().output).toHaveProperty("role_arn_ecr_access_teama_role", {
      value: "${aws_iam_role.ecr_access_teama_role.arn}",
    });
  });

  test("is one customer-managed policy with the lab's name, its ARN an output (step 5)", () => {
    expect(resources(access(), "aws_iam_policy").map(({ name }) => name)).toEqual(["ecr_access_testing"]);
    expect(access().output).toHaveProperty("policy_arn_ecr_access_testing", {
      value: "${aws_iam_policy.ecr_access_testing.arn}",
    });
  });

  test("attaches the policy to the role, and nothing else to it (step 6)", () => {
    expect(resources(access(), "aws_iam_role_policy_attachment")).toEqual([
      {
        role: "${aws_iam_role.ecr_access_teama_role.name}",
        policy_arn: "${aws_iam_policy.ecr_access_testing.arn}",
      },
    ]);
    expect(Object.keys(access().resource!)).toEqual([
      "aws_iam_policy",
      "aws_iam_role",
      "aws_iam_role_policy_attachment",
    ]);
    for (const role of resources(access(), "aws_iam_role")) {
      expect(role).not.toHaveProperty("inline_policy");
      expect(role).not.toHaveProperty("managed_policy_arns");
    }
  });
});

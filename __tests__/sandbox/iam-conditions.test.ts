import type { PolicyDocument } from "../../lib/iam/types";
import { allow } from "./support/fake-moto";
import { ACCOUNT, startGateway, type TestGateway } from "./support/gateway";

/** Conditions with which a policy bounds what may be done to users and roles. */
describe("a condition on an IAM call", () => {
  let gateway: TestGateway;

  beforeEach(async () => {
    gateway = await startGateway();
    gateway.moto.role("target", {});
  });

  afterEach(() => gateway.close());

  const statusOf = async (policy: PolicyDocument, form: Record<string, string>) => {
    gateway.moto.role("subject", { inline: { p: policy } });
    const subject = await gateway.assume(gateway.deployer, "subject");
    return (await gateway.query(subject, "iam", form)).status;
  };
  const managed = (name: string) => `arn:aws:iam::${ACCOUNT}:policy/${name}`;
  const trust = JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: "sts:AssumeRole" },
    ],
  });
  const createRole = { Action: "CreateRole", RoleName: "made", AssumeRolePolicyDocument: trust };

  test.each([
    ["the policy itself", managed("list"), 200],
    ["another one", managed("admin"), 403],
    ["one that shares its start", managed("list-x"), 403],
  ])("iam:PolicyARN compares the policy that is attached: %s (%s) answers %d", async (_case, arn, status) => {
    const policy = allow("iam:AttachRolePolicy", "*", {
      Condition: { ArnEquals: { "iam:PolicyARN": managed("list") } },
    });
    const form = { Action: "AttachRolePolicy", RoleName: "target", PolicyArn: arn };
    expect(await statusOf(policy, form)).toBe(status);
  });

  test.each([
    ["the boundary", { PermissionsBoundary: managed("limit") }, 200],
    ["another boundary", { PermissionsBoundary: managed("wide") }, 403],
    ["no boundary", {}, 403],
  ])(
    "iam:PermissionsBoundary compares a new role's boundary: %s answers as it must",
    async (_case, more, status) => {
      const policy = allow("iam:CreateRole", "*", {
        Condition: { StringEquals: { "iam:PermissionsBoundary": managed("limit") } },
      });
      expect(await statusOf(policy, { ...createRole, ...more })).toBe(status);
    },
  );

  test.each([
    ["the tag", { "Tags.member.1.Key": "team", "Tags.member.1.Value": "a" }, 200],
    ["another value", { "Tags.member.1.Key": "team", "Tags.member.1.Value": "b" }, 403],
    ["no tag", {}, 403],
  ])(
    "aws:RequestTag compares the tags that are asked for: %s answers as it must",
    async (_case, more, status) => {
      const policy = allow(["iam:CreateRole", "iam:TagRole"], "*", {
        Condition: { StringEquals: { "aws:RequestTag/team": "a" } },
      });
      expect(await statusOf(policy, { ...createRole, ...more })).toBe(status);
    },
  );
});

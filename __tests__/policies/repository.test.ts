import { levelActions } from "../../lib/config/levels";
import type { Share } from "../../lib/config/registry";
import { repositoryPolicy } from "../../lib/policies/repository";
import { registry, share } from "./registry";

type To = Share["to"];
const accounts = (...list: string[]): To => ({ type: "accounts", accounts: list });
const organization = (id: string): To => ({ type: "organization", organization: id });

const shared = (level: "list" | "pull" | "push", to: To, ...repositories: string[]) =>
  share({ to, level, actions: levelActions(level), repositories });

const policyOf = (name: string, ...shares: Share[]) => repositoryPolicy({ name }, { shares }, registry([]));

describe("the repository policy", () => {
  test("lets in the accounts that it is shared with, one by one, and names no resource", () => {
    expect(policyOf("base/node", shared("list", accounts("210987654321", "098765432109"), "base/*"))).toEqual(
      {
        Version: "2012-10-17",
        Statement: [
          {
            Sid: "ListByAccounts",
            Effect: "Allow",
            Principal: { AWS: ["arn:aws:iam::210987654321:root", "arn:aws:iam::098765432109:root"] },
            Action: ["ecr:ListImages", "ecr:DescribeImages", "ecr:DescribeRepositories"],
          },
        ],
      },
    );
  });

  test("lets in an organization by its id, but for the account itself, whose roles have policies of their own", () => {
    expect(
      policyOf("base/node", shared("list", organization("o-a1b2c3d4e5"), "base/node"))!.Statement,
    ).toEqual([
      {
        Sid: "ListByOrganizations",
        Effect: "Allow",
        Principal: "*",
        Action: ["ecr:ListImages", "ecr:DescribeImages", "ecr:DescribeRepositories"],
        Condition: {
          StringEquals: { "aws:PrincipalOrgID": ["o-a1b2c3d4e5"] },
          StringNotEquals: { "aws:PrincipalAccount": "123456789012" },
        },
      },
    ]);
  });

  test("joins shares of one level, so that a Sid stands once in a document", () => {
    const policy = policyOf(
      "base/node",
      shared("pull", accounts("210987654321"), "base/*"),
      shared("push", accounts("210987654321"), "base/node"),
      shared("pull", accounts("098765432109", "210987654321"), "base/node"),
      shared("pull", organization("o-a1b2c3d4e5"), "base/*"),
      shared("pull", organization("o-f6g7h8i9j0"), "base/*"),
    )!;
    expect(policy.Statement.map(({ Sid, Principal, Condition }) => [Sid, Condition ?? Principal])).toEqual([
      ["PullByAccounts", { AWS: ["arn:aws:iam::210987654321:root", "arn:aws:iam::098765432109:root"] }],
      ["PushByAccounts", { AWS: ["arn:aws:iam::210987654321:root"] }],
      [
        "PullByOrganizations",
        {
          StringEquals: { "aws:PrincipalOrgID": ["o-a1b2c3d4e5", "o-f6g7h8i9j0"] },
          StringNotEquals: { "aws:PrincipalAccount": "123456789012" },
        },
      ],
    ]);
  });

  test("lets nobody log in by it: that has no repository", () => {
    const policy = policyOf("base/node", shared("push", accounts("210987654321"), "base/*"));
    expect(JSON.stringify(policy)).not.toContain("GetAuthorizationToken");
  });

  test.each([
    ["the repository itself", "base/node", "base/node", true],
    ["its namespace", "base/*", "base/deep/node", true],
    ["another repository", "base/java", "base/node", false],
    ["one whose name only begins so", "base/node", "base/node-x", false],
    ["a namespace whose name only begins so", "base/*", "base-x/node", false],
  ])("follows from a share of %s (%s, for %s): %s", (_case, sharedName, name, expected) => {
    const policy = policyOf(name, shared("pull", accounts("210987654321"), sharedName));
    expect(policy !== undefined).toBe(expected);
  });

  test("is not needed for teams of this registry", () => {
    const policy = policyOf(
      "base/node",
      shared("pull", { type: "all" }, "base/*"),
      shared("pull", { type: "namespaces", namespaces: ["base-x"] }, "base/*"),
    );
    expect(policy).toBeUndefined();
  });

  test("names accounts in the registry's partition", () => {
    const shares = [shared("pull", accounts("210987654321"), "base/*")];
    const govCloud = registry([], { partition: "aws-us-gov" });
    expect(repositoryPolicy({ name: "base/node" }, { shares }, govCloud)!.Statement[0]!.Principal).toEqual({
      AWS: ["arn:aws-us-gov:iam::210987654321:root"],
    });
  });
});

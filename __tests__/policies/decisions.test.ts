import { levelActions } from "../../lib/config/levels";
import { evaluate } from "../../lib/iam/evaluate";
import { identityPolicies } from "../../lib/policies/identity";
import { repositoryPolicy } from "../../lib/policies/repository";
import { grant, registry, share } from "./registry";
import { own, request } from "./request";

const repositoryArn = (name: string) => `arn:aws:ecr:us-west-2:${own}:repository/${name}`;

describe("a role that may pull team-a/* and base/node, and list team-b/api", () => {
  const grants = [
    grant({ level: "pull", actions: levelActions("pull"), on: ["team-a/*", "base/node"] }),
    grant({ actions: ["ecr:ListImages"], on: ["team-b/api"] }),
  ];
  const identity = identityPolicies({ policy: "p", grants }, registry([]));

  test.each([
    ["ecr:BatchGetImage", "team-a/api", "Allowed"],
    ["ecr:BatchGetImage", "team-a/deep/api", "Allowed"],
    ["ecr:BatchGetImage", "team-b/api", "ImplicitlyDenied"],
    ["ecr:BatchGetImage", "team-a-x/api", "ImplicitlyDenied"],
    ["ecr:BatchGetImage", "x/team-a/api", "ImplicitlyDenied"],
    ["ecr:PutImage", "team-a/api", "ImplicitlyDenied"],
    ["ecr:BatchGetImage", "base/node", "Allowed"],
    ["ecr:BatchGetImage", "base/java", "ImplicitlyDenied"],
    ["ecr:BatchGetImage", "base/node-x", "ImplicitlyDenied"],
    ["ecr:ListImages", "team-b/api", "Allowed"],
    ["ecr:ListImages", "team-b/api-x", "ImplicitlyDenied"],
    ["ecr:DescribeImages", "team-b/api", "ImplicitlyDenied"],
  ])("asking for %s on %s is %s", (action, name, expected) => {
    expect(evaluate(request({ action, resource: repositoryArn(name) }), { identity }).result).toBe(expected);
  });

  test.each([
    ["another region", `arn:aws:ecr:eu-west-1:${own}:repository/team-a/api`],
    ["another account", "arn:aws:ecr:us-west-2:210987654321:repository/team-a/api"],
    ["another partition", `arn:aws-cn:ecr:us-west-2:${own}:repository/team-a/api`],
  ])("reaches no repository of %s", (_case, resource) => {
    expect(evaluate(request({ resource }), { identity }).result).toBe("ImplicitlyDenied");
  });

  test("may log in, because it may pull", () => {
    const login = request({ action: "ecr:GetAuthorizationToken" });
    expect(evaluate(login, { identity }).result).toBe("Allowed");
    const lister = identityPolicies({ policy: "p", grants: grants.slice(1) }, registry([]));
    expect(evaluate(login, { identity: lister }).result).toBe("ImplicitlyDenied");
  });
});

describe("a repository that is shared with an account and an organization", () => {
  const pull = { level: "pull" as const, actions: levelActions("pull"), repositories: ["base/node"] };
  const shares = [
    share({ to: { type: "accounts", accounts: ["210987654321"] }, ...pull }),
    share({ to: { type: "organization", organization: "o-a1b2c3d4e5" }, ...pull }),
  ];
  const resource = repositoryPolicy({ name: "base/node" }, { shares }, registry([]))!;
  const mayPull = [
    {
      name: "its own",
      document: {
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "ecr:*", Resource: repositoryArn("base/node") }],
      },
    },
  ];

  test.each([
    ["the account, let by its own policy", "210987654321", undefined, true, "Allowed"],
    ["the account, not let by its own policy", "210987654321", undefined, false, "ImplicitlyDenied"],
    ["another account", "098765432109", undefined, true, "ImplicitlyDenied"],
    ["another account of the organization", "098765432109", "o-a1b2c3d4e5", true, "Allowed"],
    ["another account of another organization", "098765432109", "o-a1b2c3d4e5x", true, "ImplicitlyDenied"],
    ["this account, in the organization, without a grant", own, "o-a1b2c3d4e5", false, "ImplicitlyDenied"],
    ["this account, in the organization, with a grant", own, "o-a1b2c3d4e5", true, "Allowed"],
  ])("answers %s (%s, %s, %s): %s", (_case, accountId, organization, letByItsOwn, expected) => {
    const pulling = request({
      principal: { arn: `arn:aws:sts::${accountId}:assumed-role/reader/x`, accountId },
      resource: repositoryArn("base/node"),
      context: {
        "aws:PrincipalAccount": accountId,
        ...(organization && { "aws:PrincipalOrgID": organization }),
      },
    });
    const identity = letByItsOwn ? mayPull : [];
    const decision = evaluate(pulling, { identity, resource, resourceType: "ecr-repository" });
    expect(decision.result).toBe(expected);
  });
});

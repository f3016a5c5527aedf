import { evaluate } from "../../lib/iam/evaluate";
import { trustPolicy } from "../../lib/policies/trust";
import { registry } from "./registry";
import { own, request } from "./request";

describe("a role that trusts a principal of another account by an external id", () => {
  const arn = "arn:aws:iam::210987654321:role/deployer";
  const trust = { type: "principals", principals: [{ arn, externalId: "id-1" }] } as const;
  const identity = [
    {
      name: "may assume",
      document: {
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Resource: "*" }],
      },
    },
  ];

  test.each([
    ["deployer", { "sts:ExternalId": "id-1" }, "Allowed"],
    ["deployer", { "sts:ExternalId": "id-10" }, "ImplicitlyDenied"],
    ["deployer", {}, "ImplicitlyDenied"],
    ["deployer-x", { "sts:ExternalId": "id-1" }, "ImplicitlyDenied"],
  ])("answers %s with %j: %s", (role, context, expected) => {
    const assuming = request({
      principal: { arn: `arn:aws:sts::210987654321:assumed-role/${role}/x`, accountId: "210987654321" },
      action: "sts:AssumeRole",
      resource: `arn:aws:iam::${own}:role/r`,
      context,
    });
    const resource = trustPolicy({ trust }, registry([]));
    expect(evaluate(assuming, { identity, resource, resourceType: "iam-role" }).result).toBe(expected);
  });
});

describe("a role that trusts a GitHub repository's branch main", () => {
  const github = { type: "github", owner: "acme", repository: "shop", ref: { branch: "main" } } as const;
  const ids = { ownerId: "1001", repositoryId: "2002" };
  const provider = `arn:aws:iam::${own}:oidc-provider/token.actions.githubusercontent.com`;

  const answer = (trust: { legacySubject: boolean; ownerId?: string; repositoryId?: string }, sub: string) =>
    evaluate(
      request({
        principal: { arn: provider, accountId: own },
        action: "sts:AssumeRoleWithWebIdentity",
        resource: `arn:aws:iam::${own}:role/r`,
        context: {
          "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
          "token.actions.githubusercontent.com:sub": sub,
        },
      }),
      {
        identity: [],
        resource: trustPolicy({ trust: { ...github, ...trust } }, registry([])),
        resourceType: "iam-role",
      },
    ).result;

  test.each([
    ["itself", "repo:acme@1001/shop@2002:ref:refs/heads/main", "Allowed"],
    ["another branch", "repo:acme@1001/shop@2002:ref:refs/heads/main-x", "ImplicitlyDenied"],
    ["a tag of that name", "repo:acme@1001/shop@2002:ref:refs/tags/main", "ImplicitlyDenied"],
    ["a repository that took its name", "repo:acme@1001/shop@2003:ref:refs/heads/main", "ImplicitlyDenied"],
    ["an owner that took its name", "repo:acme@1002/shop@2002:ref:refs/heads/main", "ImplicitlyDenied"],
    ["its name without ids", "repo:acme/shop:ref:refs/heads/main", "ImplicitlyDenied"],
  ])("by its ids, answers %s (%s): %s", (_case, subject, expected) => {
    expect(answer({ ...ids, legacySubject: false }, subject)).toBe(expected);
  });

  test.each([
    ["itself", "repo:acme/shop:ref:refs/heads/main", "Allowed"],
    ["another repository", "repo:acme/shop-x:ref:refs/heads/main", "ImplicitlyDenied"],
    ["a name with ids", "repo:acme@1001/shop@2002:ref:refs/heads/main", "ImplicitlyDenied"],
  ])("by its name alone, answers %s (%s): %s", (_case, subject, expected) => {
    expect(answer({ legacySubject: true }, subject)).toBe(expected);
  });

  test.each([
    ["itself, by its ids", "repo:acme@1001/shop@2002:ref:refs/heads/main", "Allowed"],
    ["itself, by its name", "repo:acme/shop:ref:refs/heads/main", "Allowed"],
    ["a repository that took its name", "repo:acme@1001/shop@2003:ref:refs/heads/main", "ImplicitlyDenied"],
    ["half of both", "repo:acme@1001/shop:ref:refs/heads/main", "ImplicitlyDenied"],
    ["another branch of its name", "repo:acme/shop:ref:refs/heads/main-x", "ImplicitlyDenied"],
  ])("by its ids and by its name, each exactly, answers %s (%s): %s", (_case, subject, expected) => {
    expect(answer({ ...ids, legacySubject: true }, subject)).toBe(expected);
  });
});

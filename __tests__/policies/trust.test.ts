import type { Trust } from "../../lib/config/registry";
import { trustPolicy } from "../../lib/policies/trust";
import { registry } from "./registry";

const trustOf = (trust: Trust, settings: Parameters<typeof registry>[1] = {}) =>
  trustPolicy({ trust }, registry([], settings));

const github = (settings: object = {}): Trust => ({
  type: "github",
  owner: "acme",
  repository: "shop",
  ownerId: "1001",
  repositoryId: "2002",
  legacySubject: false,
  ref: { branch: "main" },
  ...settings,
});

const role = (name: string, account = "123456789012") => ({ arn: `arn:aws:iam::${account}:role/${name}` });

describe("trust in the account", () => {
  test("is the lab's document, letter for letter", () => {
    expect(JSON.stringify(trustOf({ type: "account" }))).toBe(
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:root"},"Action":"sts:AssumeRole","Condition":{}}]}',
    );
  });

  test.each(["aws-cn", "aws-us-gov", "aws-eusc"])("names the account in the partition %s", (partition) => {
    expect(trustOf({ type: "account" }, { partition }).Statement[0]!.Principal).toEqual({
      AWS: `arn:${partition}:iam::123456789012:root`,
    });
  });
});

describe("trust in principals", () => {
  test("lets in those that are named, and sets no condition that nobody declared", () => {
    const principals = [role("one"), role("two")];
    expect(trustOf({ type: "principals", principals }).Statement).toEqual([
      {
        Effect: "Allow",
        Principal: { AWS: principals.map(({ arn }) => arn) },
        Action: "sts:AssumeRole",
      },
    ]);
  });

  test("asks each principal for its own external id and organization, and no other's", () => {
    const principals = [
      { ...role("one", "210987654321"), externalId: "id-1" },
      { ...role("two", "210987654321"), externalId: "id-2" },
      { ...role("three", "098765432109"), organization: "o-a1b2c3d4e5" },
      { ...role("four", "098765432109"), externalId: "id-1", organization: "o-a1b2c3d4e5" },
      { ...role("five", "210987654321"), externalId: "id-1" },
      role("six"),
    ];
    const asked = trustOf({ type: "principals", principals }).Statement.map(({ Principal, Condition }) => [
      (Principal as { AWS: string[] }).AWS.map((arn) => arn.split("/")[1]),
      Condition,
    ]);
    const organization = { "aws:PrincipalOrgID": "o-a1b2c3d4e5" };
    expect(asked).toEqual([
      [["one", "five"], { StringEquals: { "sts:ExternalId": "id-1" } }],
      [["two"], { StringEquals: { "sts:ExternalId": "id-2" } }],
      [["three"], { StringEquals: organization }],
      [["four"], { StringEquals: { "sts:ExternalId": "id-1", ...organization } }],
      [["six"], undefined],
    ]);
  });

  test("names a principal once", () => {
    const { Statement } = trustOf({ type: "principals", principals: [role("one"), role("one")] });
    expect(Statement).toHaveLength(1);
    expect(Statement[0]!.Principal).toEqual({ AWS: [role("one").arn] });
  });
});

describe("trust in GitHub", () => {
  const subjectOf = (settings: object) =>
    trustOf(github(settings)).Statement[0]!.Condition!.StringEquals![
      "token.actions.githubusercontent.com:sub"
    ];

  test("wants a token for AWS, from the account's one identity provider", () => {
    expect(trustOf(github(), { partition: "aws-us-gov" }).Statement).toEqual([
      {
        Effect: "Allow",
        Principal: {
          Federated: "arn:aws-us-gov:iam::123456789012:oidc-provider/token.actions.githubusercontent.com",
        },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: {
          StringEquals: {
            "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
            "token.actions.githubusercontent.com:sub": "repo:acme@1001/shop@2002:ref:refs/heads/main",
          },
        },
      },
    ]);
  });

  test.each([
    [{ branch: "release/1.0" }, "repo:acme@1001/shop@2002:ref:refs/heads/release/1.0"],
    [{ tag: "v1" }, "repo:acme@1001/shop@2002:ref:refs/tags/v1"],
    [{ environment: "production" }, "repo:acme@1001/shop@2002:environment:production"],
    [{ environment: "eu:live" }, "repo:acme@1001/shop@2002:environment:eu%3Alive"],
  ])("of %j is the immutable subject %s", (ref, subject) => {
    expect(subjectOf({ ref })).toBe(subject);
  });

  test("takes names without ids only where legacySubject says so, beside the ids if they are given", () => {
    const names = { ownerId: undefined, repositoryId: undefined, legacySubject: true };
    expect(subjectOf(names)).toBe("repo:acme/shop:ref:refs/heads/main");
    expect(subjectOf({ legacySubject: true })).toEqual([
      "repo:acme@1001/shop@2002:ref:refs/heads/main",
      "repo:acme/shop:ref:refs/heads/main",
    ]);
    expect(subjectOf({})).toBe("repo:acme@1001/shop@2002:ref:refs/heads/main");
  });

  test("is compared letter for letter, never by a pattern", () => {
    for (const settings of [{}, { legacySubject: true }, { ref: { tag: "v1" } }]) {
      const [statement] = trustOf(github(settings)).Statement;
      expect(Object.keys(statement!.Condition!)).toEqual(["StringEquals"]);
      expect(JSON.stringify(statement)).not.toMatch(/[*?]/);
    }
  });
});

describe("the verifier", () => {
  const verifier = "arn:aws:iam::123456789012:role/verifier";

  test.each<[string, Trust]>([
    ["the account", { type: "account" }],
    ["principals", { type: "principals", principals: [role("one")] }],
    ["GitHub", github()],
  ])("may assume a role that trusts %s, by a statement of its own", (_kind, trust) => {
    const without = trustOf(trust);
    expect(trustOf(trust, { verifier }).Statement).toEqual([
      ...without.Statement,
      { Sid: "Verifier", Effect: "Allow", Principal: { AWS: verifier }, Action: "sts:AssumeRole" },
    ]);
    expect(JSON.stringify(without)).not.toContain("erifier");
  });
});

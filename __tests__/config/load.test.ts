import { join } from "node:path";
import { loadRegistry } from "../../lib/config/load";
import { problemsOf, registryOf } from "./files";

const lab = join(__dirname, "../../registry.yaml");

const teamsOf = (team: object, defaults: object = {}) => {
  const other = { namespace: "other", shares: [{ to: "all", level: "pull" }], repositories: [{ name: "x" }] };
  const written = { account: "123456789012", region: "cn-north-1", defaults, teams: [team, other] };
  return registryOf({ "registry.yaml": JSON.stringify(written) });
};

const withRole = (role: object, namespace = "a") =>
  teamsOf({
    namespace,
    repositories: [{ name: "api" }],
    roles: [{ purpose: "ci", grants: [{ level: "list" }], ...role }],
  }).teams[0]?.roles[0];

describe("the lab", () => {
  test("says what it always said", () => {
    const { account, region, partition, teams, warnings } = loadRegistry(lab, {});
    expect({ account, region, partition, warnings }).toEqual({
      account: "123456789012",
      region: "us-west-2",
      partition: "aws",
      warnings: [],
    });
    expect(teams.map((team) => team.repositories.map(({ name }) => name))).toEqual([
      ["team-a/alpine"],
      ["team-b/alpine"],
    ]);
    expect(teams[0]?.roles).toMatchObject([
      {
        name: "ecr_access_teama_role",
        policy: "ecr_access_testing",
        description: "IAM role to test ECR repository access",
        trust: { type: "account" },
        grants: [{ actions: ["ecr:ListImages"], on: ["team-a/*"] }],
      },
    ]);
    expect(teams[0]?.roles[0]?.grants[0]).not.toHaveProperty("level");
    expect(teams[1]?.roles).toEqual([]);
  });

  test("takes its names from the environment", () => {
    const environment = {
      ACCOUNT_ID: "210987654321",
      AWS_REGION: "eu-west-1",
      ECR_ACCESS_ROLE: "r",
      ECR_ACCESS_POLICY: "p",
    };
    const { account, region, teams } = loadRegistry(lab, environment);
    expect([account, region, teams[0]?.roles[0]?.name, teams[0]?.roles[0]?.policy]).toEqual([
      "210987654321",
      "eu-west-1",
      "r",
      "p",
    ]);
  });
});

test("a role without a name gets one from namespace and purpose, and its policy one from that", () => {
  expect(withRole({}, "x/base")).toMatchObject({ name: "ecr-x-base-ci", policy: "ecr-x-base-ci-access" });
});

test("a level stands for its actions, and actions get AWS's spelling, each once", () => {
  const grants = [
    { level: "list" },
    { actions: ["ECR:listimages", "ecr:ListImages"], on: ["a/api", "a/api"] },
  ];
  expect(withRole({ grants })?.grants).toMatchObject([
    {
      level: "list",
      actions: ["ecr:ListImages", "ecr:DescribeImages", "ecr:DescribeRepositories"],
      on: ["a/*"],
    },
    { actions: ["ecr:ListImages"], on: ["a/api"] },
  ]);
});

test("defaults stand where a repository says nothing, tags are merged, and lifecycle: [] means none", () => {
  const defaults = {
    imageTagMutability: "IMMUTABLE",
    encryption: "KMS",
    lifecycle: [{ tagStatus: "untagged", expire: { olderThanDays: 1 } }],
    tags: { owner: "platform", kept: "yes" },
  };
  const repositories = [
    { name: "api" },
    { name: "web", encryption: "AES256", lifecycle: [], tags: { owner: "a" } },
  ];
  expect(teamsOf({ namespace: "a", repositories }, defaults).teams[0]?.repositories).toMatchObject([
    {
      name: "a/api",
      imageTagMutability: "IMMUTABLE",
      encryption: { type: "KMS" },
      lifecycle: [{ priority: 1, tagStatus: "untagged", expire: { olderThanDays: 1 } }],
      tags: { owner: "platform", kept: "yes" },
      forceDelete: false,
    },
    {
      name: "a/web",
      imageTagMutability: "IMMUTABLE",
      encryption: { type: "AES256" },
      lifecycle: [],
      tags: { owner: "a", kept: "yes" },
    },
  ]);
});

test("principals get the region's partition, and conditions of their own beside the common ones", () => {
  const principals = [
    "123456789012",
    { principal: "210987654321", externalId: "own" },
    "arn:aws-cn:iam::210987654321:user/x",
  ];
  expect(
    withRole({ trust: { principals, externalId: "common", organization: "o-a1b2c3d4e5" } })?.trust,
  ).toEqual({
    type: "principals",
    principals: [
      { arn: "arn:aws-cn:iam::123456789012:root", externalId: "common", organization: "o-a1b2c3d4e5" },
      { arn: "arn:aws-cn:iam::210987654321:root", externalId: "own", organization: "o-a1b2c3d4e5" },
      { arn: "arn:aws-cn:iam::210987654321:user/x", externalId: "common", organization: "o-a1b2c3d4e5" },
    ],
  });
});

test("externalId: none leaves the principal without a condition", () => {
  const trust = { principals: ["210987654321"], externalId: "none" };
  expect(withRole({ trust })?.trust).toEqual({
    type: "principals",
    principals: [{ arn: "arn:aws-cn:iam::210987654321:root" }],
  });
});

test("GitHub's ids are text, whichever way they are written", () => {
  const github = { owner: "acme", repository: "web", ownerId: 12, repositoryId: "34", environment: "live" };
  expect(withRole({ trust: { github } })?.trust).toEqual({
    type: "github",
    owner: "acme",
    repository: "web",
    ownerId: "12",
    repositoryId: "34",
    legacySubject: false,
    ref: { environment: "live" },
  });
});

test("shares are resolved: to whom, which actions, and the whole namespace by default", () => {
  const shares = [
    { to: "other", level: "list" },
    { to: { accounts: ["210987654321"] }, level: "list", repositories: "a/api" },
    { to: { organization: "o-a1b2c3d4e5" }, level: "list" },
  ];
  expect(teamsOf({ namespace: "a", repositories: [{ name: "api" }], shares }).teams[0]?.shares).toMatchObject(
    [
      { to: { type: "namespaces", namespaces: ["other"] }, level: "list", repositories: ["a/*"] },
      { to: { type: "accounts", accounts: ["210987654321"] }, repositories: ["a/api"] },
      { to: { type: "organization", organization: "o-a1b2c3d4e5" }, repositories: ["a/*"] },
    ],
  );
});

test("every problem of a file comes in one run, in the order of its lines", () => {
  const text = `account: 123
region: us-west-2
teams:
  - namespace: a
    repositories:
      - name: API
      - name: api
        scanOnPush: "yes"
    roles:
      - name: one
        maxSessionDuration: 1
        description: \${UNSET}
        grants: [{ level: pull, on: [b/api] }, { actions: [ecr:Nothing] }]
      - name: ONE
        grants: [{ level: pull }]
        trust: { principals: ["210987654321"] }
  - namespace: b
    repositories: [{ name: api }]
`;
  expect(problemsOf({ "registry.yaml": text }).map((line) => line.replace(/, got .*/, ""))).toEqual([
    "registry.yaml:1:10: account must be 12 digits; put it in quotes: YAML reads it as a number, and a leading zero would be lost",
    "registry.yaml:6:15: teams[0].repositories[0].name must match ECR's repository name pattern",
    "registry.yaml:8:21: teams[0].repositories[1].scanOnPush must be true or false",
    "registry.yaml:11:29: teams[0].roles[0].maxSessionDuration must be a whole number from 3600 to 43200",
    "registry.yaml:12:22: teams[0].roles[0].description needs the environment variable UNSET, which is not set, or a default: ${UNSET:-…}",
    "registry.yaml:13:38: teams[0].roles[0].grants[0].on[0] must be shared by its owner: the shares of b lack { to: [a], level: pull, repositories: [b/api] }",
    "registry.yaml:13:60: teams[0].roles[0].grants[1].actions[0] must be an action that ECR has",
    'registry.yaml:14:15: teams[0].roles[1].name must be the role\'s own without regard to case: registry.yaml:10:15 has "one"',
  ]);
});

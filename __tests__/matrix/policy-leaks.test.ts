/** Whom repositories' own policies let in, in whichever way they name him. */
import { arn, asked, type Json, PULL, repositoryPolicy, resources, sabotaged } from "./sabotage";

const on = "repository policy ecr-repositories: aws_ecr_repository_policy.base_alpine";
const found = (statement: object) =>
  sabotaged((stack) => repositoryPolicy(stack, { Effect: "Allow", Action: PULL, ...statement }));
const told = (statement: object) =>
  found(statement).isolation.leaks.map(({ who, certain, statement: by }) => [who, certain, by]);

describe("someone whom the policy lets in is told, with its statement", () => {
  test.each<[string, object, string]>([
    ["an account by its root", { AWS: "arn:aws:iam::333333333333:root" }, "account 333333333333"],
    ["an account by its number", { AWS: "333333333333" }, "account 333333333333"],
    [
      "a role of another account",
      { AWS: "arn:aws:iam::333333333333:role/ci/deploy" },
      "arn:aws:iam::333333333333:role/ci/deploy",
    ],
    ["a user", { AWS: "arn:aws:iam::123456789012:user/ann" }, "arn:aws:iam::123456789012:user/ann"],
    ["a service", { Service: "codebuild.amazonaws.com" }, "codebuild.amazonaws.com"],
  ])("%s", (_what, principal, who) => {
    expect(told({ Principal: principal })).toEqual([[who, true, `${on}, statement 1`]]);
  });

  test("a role of the file beyond its grants, with where it is declared", () => {
    const { isolation, inventory } = found({
      Principal: { AWS: "arn:aws:iam::123456789012:role/reader" },
      Action: ["ecr:ListImages", "ecr:PutImage"],
    });

    // It may list there by its own grant.
    expect(isolation.leaks).toEqual([
      expect.objectContaining({ who: "reader", actions: ["ecr:PutImage"], source: expect.anything() }),
    ]);
    expect([...asked(isolation.leaks[0]!, inventory)]).toEqual(["Allowed"]);
  });

  test("someone who is gone only perhaps: nobody can tell whose id it was", () => {
    expect(told({ Principal: { AWS: "AROAABCDEFGHIJKLMNOPQ" } })).toEqual([
      ["AROAABCDEFGHIJKLMNOPQ", false, `${on}, statement 1`],
    ]);
  });
});

test.each<[string, object]>([
  ["the account with which the repository is shared", { Principal: { AWS: "210987654321" } }],
  ["this account, which leaves it to its own policies", { Principal: { AWS: "123456789012" } }],
  [
    "somebody else, without any action on repositories",
    { Principal: "*", Action: "ecr:GetAuthorizationToken" },
  ],
  ["only whoever is refused", { Principal: "*", Effect: "Deny" }],
])("a policy that names %s is no leak", (_what, statement) => {
  expect(told(statement)).toEqual([]);
});

test("each statement is told with what it alone gives, and with its condition", () => {
  const { leaks } = sabotaged((stack: Json) =>
    resources(stack, "aws_ecr_repository_policy").forEach((one) => {
      const statements = [
        { Sid: "List", Effect: "Allow", Principal: "*", Action: "ecr:ListImages" },
        {
          Sid: "Push",
          Effect: "Allow",
          Principal: "*",
          Action: ["ecr:ListImages", "ecr:PutImage"],
          Condition: { StringEquals: { "aws:PrincipalOrgID": "o-other" } },
        },
        { Sid: "Not", Effect: "Deny", Principal: "*", Action: "ecr:PutImage", Resource: arn("base/node") },
      ];
      one.policy = JSON.stringify({ Version: "2012-10-17", Statement: statements });
    }),
  ).isolation;

  expect(
    leaks
      .filter(({ who }) => who === "any account")
      .map(({ actions, statement, because }) => ({ actions, statement, because })),
  ).toEqual([
    { actions: ["ecr:ListImages"], statement: `${on}, statement List`, because: [] },
    {
      actions: ["ecr:PutImage"],
      statement: `${on}, statement Push`,
      because: ["aws:principalorgid is o-other"],
    },
  ]);
});

test("policies that read the same are told together, others apart, each by its own name", () => {
  const leaksOf = (second: object) =>
    sabotaged((stack) => {
      const policies = stack.resource?.aws_ecr_repository_policy;
      if (!policies) return;
      const push = { Effect: "Allow", Principal: "*", Action: "ecr:PutImage" };
      const document = (statement: object) => JSON.stringify({ Version: "2012-10-17", Statement: statement });
      stack.resource!.aws_ecr_repository_policy = {
        first: { repository: "team-a/api", policy: document(push) },
        second: { repository: "team-a/web", policy: document({ ...push, ...second }) },
      };
    }).isolation.leaks.filter(({ who }) => who === "any account");
  const of = (name: string) =>
    `repository policy ecr-repositories: aws_ecr_repository_policy.${name}, statement`;

  expect(leaksOf({}).map(({ pattern, statement }) => [pattern, statement])).toEqual([
    ["team-a/api, team-a/web", `${of("first")} 1, and 1 policy that reads the same`],
  ]);
  expect(leaksOf({ Sid: "Other" }).map(({ pattern, statement }) => [pattern, statement])).toEqual([
    ["team-a/api", `${of("first")} 1`],
    ["team-a/web", `${of("second")} Other`],
  ]);
});

describe("whom a condition names", () => {
  const conditional = (key: string, value: string) => {
    const condition = { [value.includes("*") ? "StringLike" : "StringEquals"]: { [key]: value } };
    return (stack: Json) =>
      repositoryPolicy(stack, { Effect: "Allow", Principal: "*", Action: PULL, Condition: condition });
  };

  test.each([
    ["an account", "333333333333", "account 333333333333"],
    ["accounts by a pattern", "3333*", "account 333311111111"],
  ])("is asked: %s", (_what, value, who) => {
    const { isolation, inventory } = sabotaged(conditional("aws:PrincipalAccount", value));

    expect(isolation.leaks.map((leak) => [leak.who, leak.certain])).toEqual([[who, true]]);
    expect(inventory.repositories.filter(({ policy }) => policy).length).toBe(1);
  });

  test("is let in as declared, if it is the account that is shared with", () => {
    expect(sabotaged(conditional("aws:PrincipalAccount", "210987654321")).isolation.leaks).toEqual([]);
  });
});

test("what anybody may is not said again of those whom the policy names", () => {
  const { leaks } = sabotaged((stack) =>
    resources(stack, "aws_ecr_repository_policy").forEach((one) => {
      const policy = JSON.parse(String(one.policy)) as { Statement: object[] };
      policy.Statement.push({ Effect: "Allow", Principal: "*", Action: "ecr:PutImage" });
      one.policy = JSON.stringify(policy);
    }),
  ).isolation;

  expect(leaks.map(({ who }) => who)).toEqual(["any account", "any role of this account"]);
});

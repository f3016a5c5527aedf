import {
  arn,
  asked,
  type Json,
  PULL,
  repositoryPolicy,
  resources,
  rewrite,
  sabotaged,
  widened,
} from "./sabotage";

const onBase = "repository policy ecr-repositories: aws_ecr_repository_policy.base_alpine";

describe("what someone changes in the synthesized JSON is found, with a witness and the statement that lets it in", () => {
  test.each<[string, (stack: Json) => void, who: string, witness: string, statement: string]>([
    [
      "a slash dropped",
      widened("team-a/*", "team-a*"),
      "reader",
      arn("team-a"),
      "reader-policy, statement 1",
    ],
    ["a namespace widened", widened("team-a/*", "*"), "reader", arn("aa"), "reader-policy, statement 1"],
    [
      "NotResource",
      (stack) =>
        rewrite(stack, "base/alpine", (statements) =>
          statements.map(({ Resource, ...rest }, number) =>
            number === 1 ? { ...rest, NotResource: Resource } : { ...rest, Resource },
          ),
        ),
      "reader",
      arn("aa"),
      "reader-policy, statement 2",
    ],
    [
      "a Deny removed that held a wide Allow back",
      (stack) =>
        rewrite(stack, "team-a/*", () => [
          { Sid: "Wide", Effect: "Allow", Action: PULL, Resource: arn("team-*") },
        ]),
      "reader",
      arn("team-a"),
      "reader-policy, statement Wide",
    ],
    [
      "a boundary detached",
      (stack) => resources(stack, "aws_iam_role").forEach((one) => delete one.permissions_boundary),
      "bounded",
      arn("team-a/a"),
      "bounded-policy, statement 1",
    ],
    [
      "a repository policy for *",
      (stack) => repositoryPolicy(stack, { Effect: "Allow", Principal: "*", Action: PULL }),
      "any account",
      arn("base/alpine"),
      `${onBase}, statement 1`,
    ],
    [
      "an action wildcard",
      widened("ecr:BatchGetImage", "ecr:*"),
      "reader",
      arn("team-a/a"),
      "reader-policy, statement 1",
    ],
    [
      "another region",
      widened(arn("team-a/*"), arn("team-a/*", "us-east-1")),
      "reader",
      arn("team-a/a", "us-east-1"),
      "reader-policy, statement 1",
    ],
    [
      "a share that nobody declared",
      (stack) =>
        repositoryPolicy(stack, {
          Sid: "Partner",
          Effect: "Allow",
          Principal: { AWS: "arn:aws:iam::333333333333:root" },
          Action: PULL,
        }),
      "account 333333333333",
      arn("base/alpine"),
      `${onBase}, statement Partner`,
    ],
    [
      "a second role",
      (stack) => {
        const roles = stack.resource?.aws_iam_role;
        if (!roles) return;
        const document = {
          Version: "2012-10-17",
          Statement: { Effect: "Allow", Action: "ecr:BatchGetImage", Resource: arn("base/*") },
        };
        roles.second = {
          name: "second",
          assume_role_policy: Object.values(roles)[0]!.assume_role_policy,
          inline_policy: [{ name: "all", policy: JSON.stringify(document) }],
        };
      },
      "second",
      arn("base/a"),
      "all, statement 1",
    ],
  ])("%s", (_what, change, who, witness, statement) => {
    const { isolation, inventory } = sabotaged(change);
    const certain = isolation.leaks.filter((leak) => leak.certain);

    expect(certain).toContainEqual(expect.objectContaining({ who, witness, statement }));
    expect(certain.flatMap((leak) => [...asked(leak, inventory)]).filter((one) => one !== "Allowed")).toEqual(
      [],
    );
  });
  test("while the Deny is there, the wide Allow is no leak", () => {
    const {
      isolation: { leaks },
    } = sabotaged((stack) =>
      rewrite(stack, "team-a/*", (statements) => [
        { Effect: "Allow", Action: PULL, Resource: arn("team-*") },
        { Effect: "Deny", Action: PULL, NotResource: arn("team-a/*") },
        ...statements.filter(({ Action: action }) => String(action) === "ecr:ListImages"),
      ]),
    );

    expect(leaks).toEqual([]);
  });

  test("a leak names its statement, and where its role is declared", () => {
    const { leaks, namespaces } = sabotaged(widened("base/alpine", "base/*")).isolation;

    expect(leaks).toMatchObject([
      { who: "reader", pattern: "base/*", except: ["base/alpine"], statement: "reader-policy, statement 2" },
    ]);
    expect(namespaces.map(({ namespace, leaks: reaching }) => [namespace, reaching.length])).toEqual([
      ["team-a", 0],
      ["base", 1],
    ]);
  });

  const under = (condition: object) =>
    sabotaged((stack) =>
      rewrite(stack, "base/alpine", (statements) =>
        statements.map((statement) => ({
          ...statement,
          Resource: [...(statement.Resource as string[]), arn("base/node")],
          Condition: condition,
        })),
      ),
    ).isolation.leaks;

  test("a condition that cannot be decided is no certain leak, and is named beside the statement", () => {
    const leaks = under({ StringLike: { "aws:userid": "*:somebody" } });

    expect(leaks.length).toBeGreaterThan(0);
    expect(leaks.every(({ certain }) => !certain)).toBe(true);
    expect(leaks[0]!.because.join()).toContain("aws:userid");
    expect(leaks.map(({ statement }) => statement)).toContain("reader-policy, statement 2");
  });

  test("a condition on the role's own ARN, which is known, is decided", () => {
    const leaks = (of: string) =>
      under({ ArnLike: { "aws:PrincipalArn": `arn:aws:iam::123456789012:role/${of}` } });

    expect(leaks("read*").map(({ who, certain }) => [who, certain])).toContainEqual(["reader", true]);
    expect(leaks("writer")).toEqual([]);
  });

  test("a statement has the number of the file, whatever is not known in those before it", () => {
    const { leaks } = sabotaged((stack) =>
      rewrite(stack, "team-a/*", (statements) => [
        { Effect: "Allow", Action: PULL, Resource: [arn("team-a/${var.name}"), arn("team-a/api")] },
        ...statements,
        { Effect: "Allow", Action: "ecr:PutImage", Resource: arn("base/*") },
      ]),
    ).isolation;

    expect(leaks.filter(({ who, witness }) => who === "reader" && witness === arn("base/a"))).toMatchObject([
      { certain: true, statement: "reader-policy, statement 4" },
    ]);
  });
});

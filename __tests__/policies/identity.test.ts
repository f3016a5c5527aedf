import { levelActions } from "../../lib/config/levels";
import type { Grant } from "../../lib/config/registry";
import { identityPolicies } from "../../lib/policies/identity";
import { grant, lab, registry } from "./registry";

const arn = (name: string) => `arn:aws:ecr:us-west-2:123456789012:repository/${name}`;

const policiesOf = (...grants: Grant[]) => identityPolicies({ policy: "p", grants }, registry([]));
const statementsOf = (...grants: Grant[]) =>
  policiesOf(...grants).flatMap(({ document }) => document.Statement);

const pull = (...on: string[]) => grant({ level: "pull", actions: levelActions("pull"), on });
const push = (...on: string[]) => grant({ level: "push", actions: levelActions("push"), on });

describe("the identity policy", () => {
  test("of the lab is the lab's document, letter for letter", () => {
    const declared = lab();
    const policies = identityPolicies(declared.teams[0]!.roles[0]!, declared);
    expect(policies.map(({ name, document }) => [name, JSON.stringify(document)])).toEqual([
      [
        "ecr_access_testing",
        '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["ecr:ListImages"],"Resource":["arn:aws:ecr:us-west-2:123456789012:repository/team-a/*"]}]}',
      ],
    ]);
  });

  test("of a role without grants does not exist", () => {
    expect(policiesOf()).toEqual([]);
  });

  test("names repositories in the registry's own partition, region and account", () => {
    const place = { partition: "aws-cn", region: "cn-north-1", account: "210987654321" };
    const [policy] = identityPolicies({ policy: "p", grants: [push("a/*")] }, registry([], place));
    expect(policy!.document.Statement[1]!.Resource).toEqual([
      "arn:aws-cn:ecr:cn-north-1:210987654321:repository/a/*",
    ]);
  });
});

describe("a grant by level", () => {
  test("makes a statement with the level's name as Sid", () => {
    expect(statementsOf(grant({ level: "list", actions: levelActions("list"), on: ["a/*"] }))).toEqual([
      {
        Sid: "List",
        Effect: "Allow",
        Action: ["ecr:ListImages", "ecr:DescribeImages", "ecr:DescribeRepositories"],
        Resource: [arn("a/*")],
      },
    ]);
  });

  test("joins the others of its level, so that a Sid stands once in a document", () => {
    const statements = statementsOf(pull("a/*"), push("a/*"), pull("base/node", "a/*"));
    expect(statements.map(({ Sid, Resource }) => [Sid, Resource])).toEqual([
      ["GetAuthorizationToken", ["*"]],
      ["Pull", [arn("a/*"), arn("base/node")]],
      ["Push", [arn("a/*")]],
    ]);
  });

  test("keeps its Sid whatever is granted beside it", () => {
    const alone = statementsOf(pull("a/*")).map(({ Sid }) => Sid);
    const beside = statementsOf(push("b/x"), pull("b/y"), pull("a/*")).map(({ Sid }) => Sid);
    expect(beside).toEqual(expect.arrayContaining(alone));
  });
});

describe("a grant by actions", () => {
  test("makes a statement of its own without a Sid, even beside one with the same actions", () => {
    const grants = ["a/*", "b/x"].map((on) => grant({ actions: ["ecr:ListImages"], on: [on] }));
    expect(statementsOf(...grants)).toEqual([
      { Effect: "Allow", Action: ["ecr:ListImages"], Resource: [arn("a/*")] },
      { Effect: "Allow", Action: ["ecr:ListImages"], Resource: [arn("b/x")] },
    ]);
  });
});

describe("ecr:GetAuthorizationToken", () => {
  const token = "ecr:GetAuthorizationToken";
  const everywhere = { Effect: "Allow", Action: [token], Resource: ["*"] };

  test("stands alone on *, once, whoever asks for it", () => {
    const statements = statementsOf(pull("a/*"), push("b/*"), grant({ actions: [token], on: ["a/*"] }));
    expect(statements.filter(({ Action }) => Action.includes(token))).toEqual([
      { Sid: "GetAuthorizationToken", ...everywhere },
    ]);
  });

  test("has no Sid where it is granted by actions alone", () => {
    expect(statementsOf(grant({ actions: [token, "ecr:ListImages"], on: ["a/*"] }))).toEqual([
      everywhere,
      { Effect: "Allow", Action: ["ecr:ListImages"], Resource: [arn("a/*")] },
    ]);
    expect(statementsOf(grant({ actions: [token], on: ["a/*"] }))).toEqual([everywhere]);
  });

  test("is not granted by the level list", () => {
    const statements = statementsOf(grant({ level: "list", actions: levelActions("list"), on: ["a/*"] }));
    expect(JSON.stringify(statements)).not.toContain(token);
  });

  test("is the only action that is ever granted on *", () => {
    for (const { Action, Resource } of statementsOf(pull("a/*"), push("b/*"))) {
      if (Resource!.includes("*")) expect(Action).toEqual([token]);
    }
  });
});

describe("a role that needs more than one policy", () => {
  const names = Array.from({ length: 300 }, (_, index) => `team-${index}/some-repository`);
  const policies = policiesOf(pull("a/*"), push(...names), pull(...names));

  test("gets further ones, numbered from 2", () => {
    expect(policies.map(({ name }) => name)).toEqual(policies.map((_, n) => (n ? `p-${n + 1}` : "p")));
    expect(policies.length).toBeGreaterThan(5);
  });

  test("gets none that IAM would refuse, and as few as it can", () => {
    const sizes = policies.map(({ document }) => JSON.stringify(document).length);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(6144);
    expect(Math.min(...sizes.slice(0, -1))).toBeGreaterThan(6144 - 2 * arn(names[299]!).length - 300);
  });

  test("may the same as by one policy, in each with a Sid once", () => {
    const pairs = (statements: ReturnType<typeof statementsOf>) =>
      statements.flatMap(({ Action, Resource }) =>
        [Action].flat().flatMap((action) => Resource!.map((resource) => `${action} ${resource}`)),
      );
    const declared = [
      "ecr:GetAuthorizationToken *",
      ...["a/*", ...names].flatMap((name) =>
        levelActions("pull")
          .filter((action) => action !== "ecr:GetAuthorizationToken")
          .map((action) => `${action} ${arn(name)}`),
      ),
      ...names.flatMap((name) =>
        levelActions("push")
          .filter((action) => action !== "ecr:GetAuthorizationToken")
          .map((action) => `${action} ${arn(name)}`),
      ),
    ];
    expect(pairs(policies.flatMap(({ document }) => document.Statement)).sort()).toEqual(declared.sort());
    for (const { document } of policies) {
      const sids = document.Statement.map(({ Sid }) => Sid);
      expect(new Set(sids).size).toBe(sids.length);
    }
  });
});

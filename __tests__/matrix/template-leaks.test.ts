/** What repositories let in that Amazon ECR itself creates, by the policy of their template. */
import { isolationText } from "../../lib/report/isolation-text";
import { arn, asked, type Json, PULL, sabotaged } from "./sabotage";

const allow = (account: string, more: object = {}) => ({
  Effect: "Allow",
  Principal: { AWS: `arn:aws:iam::${account}:root` },
  Action: PULL,
  ...more,
});

/** Creation templates by their prefixes, each with a policy of these statements, or with none. */
const templates = (byPrefix: Readonly<Record<string, readonly object[] | undefined>>) => (stack: Json) => {
  if (!stack.resource?.aws_ecr_repository) return;
  stack.resource.aws_ecr_repository_creation_template = Object.fromEntries(
    Object.entries(byPrefix).map(([prefix, statements]) => [
      prefix.replace(/\W/g, "_"),
      {
        prefix,
        applied_for: ["PULL_THROUGH_CACHE", "CREATE_ON_PUSH"],
        ...(statements && {
          repository_policy: JSON.stringify({ Version: "2012-10-17", Statement: statements }),
        }),
      },
    ]),
  );
};
const of = (name: string) =>
  `repository creation template ecr-repositories: aws_ecr_repository_creation_template.${name}`;

test("a template lets in an account that nobody declared, for names that nobody has created", () => {
  const { isolation, inventory } = sabotaged(templates({ "team-a": [allow("333333333333")] }));

  expect(isolation.leaks).toEqual([
    expect.objectContaining({
      who: "account 333333333333",
      certain: true,
      actions: PULL,
      pattern: "team-a/*",
      except: ["team-a/api"],
      witness: arn("team-a/a"),
      statement: `${of("team_a")}, statement 1`,
      because: ["Amazon ECR itself creates the repository"],
    }),
  ]);
  expect([...asked(isolation.leaks[0]!, inventory)]).toEqual(["Allowed"]);
  expect(isolationText(isolation)).toContain("team-a/*: NOT as declared\nbase/*: as declared");
});

test.each<[string, Parameters<typeof templates>[0]]>([
  ["has no policy", { "team-a": undefined }],
  ["denies", { "team-a": [allow("333333333333"), { ...allow("333333333333"), Effect: "Deny" }] }],
])("a template that %s lets nobody in", (_what, byPrefix) => {
  expect(sabotaged(templates(byPrefix)).isolation.leaks).toEqual([]);
});

test("a template's prefix is a whole part of the name", () => {
  const { namespaces, leaks } = sabotaged(templates({ team: [allow("333333333333")] })).isolation;

  expect(leaks.map(({ pattern, witness }) => [pattern, witness])).toEqual([["team/*", arn("team/a")]]);
  expect(namespaces.filter(({ leaks: reaching }) => reaching.length)).toEqual([]);
});

test("the root's template is for names that have no other, also where the other has no policy", () => {
  const { isolation, inventory } = sabotaged(
    templates({ ROOT: [allow("333333333333")], "team-a": undefined, base: [allow("444444444444")] }),
  );

  expect(isolation.leaks.map(({ who, pattern, except }) => [who, pattern, except])).toEqual([
    ["account 333333333333", "*", ["base/*", "team-a/*"]],
    ["account 444444444444", "base/*", ["base/alpine"]],
  ]);
  expect(isolation.leaks.flatMap((leak) => [...asked(leak, inventory)])).toEqual(["Allowed", "Allowed"]);
});

test("which repositories a template is for may not be known: then it may let in", () => {
  const { leaks } = sabotaged((stack) => {
    templates({ "team-a": [allow("333333333333")] })(stack);
    for (const one of Object.values(stack.resource?.aws_ecr_repository_creation_template ?? {}))
      one.prefix = "${var.prefix}";
  }).isolation;

  expect(leaks.map(({ who, certain, pattern }) => [who, certain, pattern])).toEqual([
    ["account 333333333333", false, "*"],
  ]);
  expect(leaks[0]!.because.join()).toContain("is not known");
});

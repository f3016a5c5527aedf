/** What policies of registries let in, for names that nobody has created too. */
import fc from "fast-check";
import { isolationOf } from "../../lib/matrix/isolation";
import { isolationHtml } from "../../lib/report/isolation-html";
import { isolationJson } from "../../lib/report/isolation-json";
import { isolationMarkdown } from "../../lib/report/isolation-markdown";
import { isolationText } from "../../lib/report/isolation-text";
import { arn, asked, type Json, PULL, repositoryPolicy, sabotaged, shop } from "./sabotage";
import { touches } from "./support";

const PARTNER = "arn:aws:iam::333333333333:root";
const READER = "arn:aws:iam::123456789012:role/reader";

/** A registry policy with these statements, beside the repositories. */
const registryPolicy =
  (...statements: object[]) =>
  (stack: Json) => {
    if (!stack.resource?.aws_ecr_repository) return;
    const policy = JSON.stringify({ Version: "2012-10-17", Statement: statements });
    stack.resource.aws_ecr_registry_policy = { all: { policy } };
  };

const allow = (action: string | string[], resource: unknown, principal: unknown = { AWS: PARTNER }) => ({
  Effect: "Allow",
  Principal: principal,
  Action: action,
  Resource: resource,
});

const leaksOf = (...statements: object[]) => sabotaged(registryPolicy(...statements)).isolation.leaks;
const named = "registry policy ecr-repositories: aws_ecr_registry_policy.all, statement";

describe("a registry policy that nobody declared", () => {
  const replicate = { Sid: "Replicate", ...allow("ecr:ReplicateImage", arn("team-a/*")) };

  test("is found for names that nobody has created, with the statement and a witness that the evaluator confirms", () => {
    const { isolation, inventory } = sabotaged(registryPolicy(replicate));

    expect(isolation.leaks).toEqual([
      expect.objectContaining({
        who: "account 333333333333",
        certain: true,
        what: "ecr:ReplicateImage",
        pattern: "team-a/*",
        witness: arn("team-a/a"),
        statement: `${named} Replicate`,
      }),
    ]);
    expect([...asked(isolation.leaks[0]!, inventory)]).toEqual(["Allowed"]);
    expect(isolation.namespaces.map(({ namespace, leaks }) => [namespace, leaks.length])).toEqual([
      ["team-a", 1],
      ["base", 0],
    ]);
  });

  test("reaches no namespace of which it only shares the beginning", () => {
    const { namespaces, leaks } = sabotaged(
      registryPolicy({ ...replicate, Resource: arn("team-a-x/*") }),
    ).isolation;

    expect(leaks.map(({ witness }) => witness)).toEqual([arn("team-a-x/a")]);
    expect(namespaces.filter(({ leaks: reaching }) => reaching.length)).toEqual([]);
  });

  test.each<[string, object[]]>([
    [
      "names another region, where it does not stand",
      [allow("ecr:ReplicateImage", arn("team-a/*", "us-east-1"))],
    ],
    ["is taken back by a Deny", [replicate, { ...replicate, Effect: "Deny", Resource: "*" }]],
    ["names nobody but the account itself", [allow("ecr:*", "*", { AWS: "arn:aws:iam::123456789012:root" })]],
    ["gives a role what its grants declare", [allow(PULL, arn("team-a/*"), { AWS: READER })]],
    ["gives an account what a share declares", [allow(PULL, arn("base/alpine"), { AWS: "210987654321" })]],
  ])("is no leak where it %s", (_what, statements) => {
    expect(leaksOf(...statements)).toEqual([]);
  });

  test("is a leak beside the one repository that is shared", () => {
    const found = leaksOf(
      allow(["ecr:BatchGetImage", "ecr:CreateRepository"], arn("base/*"), { AWS: "210987654321" }),
    );

    expect(found.map(({ certain, what, pattern, except }) => [certain, what, pattern, except])).toEqual([
      [true, "ecr:CreateRepository", "base/*", []],
      [false, "ecr:BatchGetImage", "base/*", ["base/alpine"]],
    ]);
    expect(found[1]!.because).toEqual([
      "whether a registry policy reaches this action depends on the account's registry policy scope",
    ]);
  });

  test("lets a role in beyond its grants, and says where the role is declared", () => {
    expect(leaksOf(allow("ecr:BatchImportUpstreamImage", "*", { AWS: READER }))).toEqual([
      expect.objectContaining({ who: "reader", certain: true, pattern: "*", source: expect.anything() }),
    ]);
  });

  test("is said of the statement that lets in: each its own actions", () => {
    const found = leaksOf(
      { ...allow("ecr:PutImage", "*"), Condition: { Bool: { "aws:SecureTransport": "false" } } },
      allow("ecr:CreateRepository", arn("base/*")),
      allow("ecr:ReplicateImage", arn("base/*")),
    );

    expect(
      found.filter(({ certain }) => certain).map(({ actions, statement }) => [actions, statement]),
    ).toEqual([
      [["ecr:CreateRepository"], `${named} 2`],
      [["ecr:ReplicateImage"], `${named} 3`],
    ]);
  });

  test("leaves out the repository whose own policy denies", () => {
    const change = registryPolicy(allow("ecr:ReplicateImage", [arn("base/alpine"), arn("base/b*")]));
    const { isolation, inventory } = sabotaged((stack) => {
      change(stack);
      repositoryPolicy(stack, { Effect: "Deny", Principal: "*", Action: "ecr:ReplicateImage" });
    });

    expect(isolation.leaks.map(({ pattern, witness }) => [pattern, witness])).toEqual([
      ["base/b*", arn("base/b")],
    ]);
    expect(isolation.leaks.flatMap((leak) => [...asked(leak, inventory)])).toEqual(["Allowed"]);
  });

  test("is named in text, Markdown, HTML and JSON", () => {
    const { isolation } = sabotaged(registryPolicy(replicate));
    const json = isolationJson(isolation);
    const texts = [
      isolationText(isolation),
      isolationMarkdown(isolation).join("\n").replaceAll("\\", ""),
      isolationHtml(isolation).join("\n"),
      json,
    ];

    expect(texts.filter((text) => !text.includes(`${named} Replicate`))).toEqual([]);
    expect(isolationText(isolation)).toContain("team-a/*: NOT as declared\nbase/*: as declared");
    expect(JSON.parse(json)).toMatchObject({
      version: 1,
      namespaces: [
        { namespace: "team-a", isolated: false, asDeclared: false, declared: [] },
        { namespace: "base", isolated: false, asDeclared: true },
      ],
      leaks: [{ who: "account 333333333333", certain: true, witness: arn("team-a/a"), reaches: ["team-a"] }],
    });
  });
});

test("random registry policies let in whom the evaluator lets in, name by name", () => {
  const { inventory } = sabotaged(() => undefined);
  const actions = ["ecr:ReplicateImage", "ecr:CreateRepository"];
  const names = ["team-a/api", "base/alpine", "team-a/new", "team-a-x/new", "base/b", "zz"];
  const who = [
    ["account 333333333333", "any account"],
    ["reader", "any role of this account"],
  ] as const;
  const statement = fc.record({
    Effect: fc.constantFrom("Allow", "Allow", "Deny"),
    Principal: fc.constantFrom("*", { AWS: PARTNER }, { AWS: READER }, { AWS: [PARTNER, READER] }),
    Action: fc.constantFrom(...actions, "ecr:*", "ecr:Create*"),
    Resource: fc.constantFrom(
      "*",
      ...["team-a/*", "team-*", "base/?*", "*/new", "base/alpine"].map((name) => arn(name)),
    ),
  });
  fc.assert(
    fc.property(fc.array(statement, { minLength: 1, maxLength: 3 }), (statements) => {
      const document = { Version: "2012-10-17", Statement: statements };
      const changed = { ...inventory, registryPolicies: [{ name: "all", document }] };
      const { leaks } = isolationOf(changed, shop());
      const isSaid = (one: string, action: string, name: string) =>
        leaks.some((leak) => leak.who === one && leak.actions.includes(action) && touches(leak, name));
      const isAsked = (one: string, action: string, name: string) =>
        asked({ who: one, actions: [action], witness: arn(name) }, changed).has("Allowed");
      for (const [one, anybody] of who)
        for (const action of actions)
          for (const name of names) {
            const [said, ofAnybody] = [one, anybody].map((caller) => isSaid(caller, action, name));
            const [may, anybodyMay] = [one, anybody].map((caller) => isAsked(caller, action, name));
            // What anybody may is not said again.
            expect({ one, action, name, said: said || (may && ofAnybody) }).toEqual({
              one,
              action,
              name,
              said: may,
            });
            expect({ anybody, action, name, said: ofAnybody }).toEqual({
              anybody,
              action,
              name,
              said: anybodyMay,
            });
          }
    }),
    { numRuns: 60, seed: 13 },
  );
});

import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { loadRegistry } from "../../lib/config/load";
import { type Isolation, isolationOf } from "../../lib/matrix/isolation";
import { isolationText } from "../../lib/report/isolation-text";
import { arbitraryRegistry } from "../config/arbitrary-registry";
import { grant, registry, repository, role, share, team } from "../policies/registry";
import { synthesizedInventory } from "./support";

const examples = join(__dirname, "../../examples");
const names = readdirSync(examples, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const folder = mkdtempSync(join(tmpdir(), "ecr-access-isolation-"));
afterAll(() => rmSync(folder, { recursive: true }));

const PULL = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];

const shop = () =>
  registry([
    team("team-a", {
      repositories: [repository("team-a/api")],
      roles: [
        role("reader", {
          grants: [
            grant({ actions: PULL, on: ["team-a/*"] }),
            grant({ actions: ["ecr:ListImages"], on: ["base/alpine"] }),
          ],
        }),
        role("bounded", {
          grants: [grant({ actions: PULL, on: ["team-a/*"] })],
          permissionsBoundary: "arn:aws:iam::123456789012:policy/developers",
        }),
      ],
    }),
    team("base", {
      repositories: [repository("base/alpine")],
      shares: [
        share({
          to: { type: "namespaces", namespaces: ["team-a"] },
          actions: ["ecr:ListImages"],
          repositories: ["base/alpine"],
        }),
        share({
          to: { type: "accounts", accounts: ["210987654321"] },
          actions: PULL,
          repositories: ["base/alpine"],
        }),
      ],
    }),
  ]);

type Json = Record<string, Record<string, Record<string, Record<string, unknown>>>>;

/** Isolation after someone has changed the synthesized JSON. */
function sabotaged(change: (stack: Json) => void): Isolation {
  const inventory = synthesizedInventory(shop(), (text, file) => {
    if (!file.endsWith("cdk.tf.json")) return text;
    const stack = JSON.parse(text) as Json;
    change(stack);
    return JSON.stringify(stack);
  });
  return isolationOf(inventory, shop());
}

const resources = (stack: Json, type: string) => Object.values(stack.resource?.[type] ?? {});

/** Changes the statements of every managed policy that holds the text. */
function rewrite(
  stack: Json,
  holds: string,
  change: (statements: Record<string, unknown>[]) => unknown,
): void {
  for (const policy of resources(stack, "aws_iam_policy")) {
    if (!String(policy.policy).includes(holds)) continue;
    const document = JSON.parse(String(policy.policy)) as { Statement: Record<string, unknown>[] };
    policy.policy = JSON.stringify({ ...document, Statement: change(document.Statement) });
  }
}

const widened = (from: string, to: string) => (stack: Json) =>
  rewrite(stack, from, (statements) => JSON.parse(JSON.stringify(statements).replaceAll(from, to)));

function repositoryPolicy(stack: Json, statement: object): void {
  for (const policy of resources(stack, "aws_ecr_repository_policy"))
    policy.policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}

const arn = (name: string, region = "us-west-2") => `arn:aws:ecr:${region}:123456789012:repository/${name}`;

describe("isolation holds as declared", () => {
  test.each(names)("in the example %s", (name) => {
    const declared = loadRegistry(join(examples, name, "registry.yaml"), {});

    expect(
      isolationOf(synthesizedInventory(declared), declared).leaks.filter(({ certain }) => certain),
    ).toEqual([]);
  });

  test("in random registries", () => {
    fc.assert(
      fc.property(arbitraryRegistry(), (written) => {
        const file = join(folder, "registry.yaml");
        writeFileSync(file, JSON.stringify(written));
        const declared = loadRegistry(file, {});
        expect(isolationOf(synthesizedInventory(declared), declared).leaks).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  test("and is said namespace by namespace", () => {
    expect(isolationText(sabotaged(() => undefined))).toBe(
      [
        "team-a/*: isolated for every name",
        "base/*: as declared, for every name",
        "    declared: reader: ecr:ListImages on base/alpine",
        "    declared: account 210987654321: ecr:BatchGetImage, ecr:GetDownloadUrlForLayer on base/alpine",
        "",
      ].join("\n"),
    );
  });
});

describe("what someone changes in the synthesized JSON is found, with a witness", () => {
  test.each<[string, (stack: Json) => void, who: string, witness: string]>([
    ["a slash dropped", widened("team-a/*", "team-a*"), "reader", arn("team-a")],
    ["a namespace widened", widened("team-a/*", "*"), "reader", arn("aa")],
    [
      "NotResource",
      (stack) =>
        rewrite(stack, "team-a/*", (statements) =>
          statements.map(({ Resource, ...rest }) => ({ ...rest, NotResource: Resource })),
        ),
      "reader",
      arn("aa"),
    ],
    [
      "a Deny removed that held a wide Allow back",
      (stack) =>
        rewrite(stack, "team-a/*", () => [{ Effect: "Allow", Action: PULL, Resource: arn("team-*") }]),
      "reader",
      arn("team-a"),
    ],
    [
      "a boundary detached",
      (stack) => resources(stack, "aws_iam_role").forEach((one) => delete one.permissions_boundary),
      "bounded",
      arn("team-a/a"),
    ],
    [
      "a repository policy for *",
      (stack) => repositoryPolicy(stack, { Effect: "Allow", Principal: "*", Action: PULL }),
      "any account",
      arn("base/alpine"),
    ],
    ["an action wildcard", widened("ecr:BatchGetImage", "ecr:*"), "reader", arn("team-a/a")],
    [
      "another region",
      widened(arn("team-a/*"), arn("team-a/*", "us-east-1")),
      "reader",
      arn("team-a/a", "us-east-1"),
    ],
    [
      "a share that nobody declared",
      (stack) =>
        repositoryPolicy(stack, {
          Effect: "Allow",
          Principal: { AWS: "arn:aws:iam::333333333333:root" },
          Action: PULL,
        }),
      "account 333333333333",
      arn("base/alpine"),
    ],
    [
      "a second role",
      (stack) => {
        const roles = stack.resource?.aws_iam_role;
        if (!roles) return;
        roles.second = {
          name: "second",
          assume_role_policy: Object.values(roles)[0]!.assume_role_policy,
          inline_policy: [
            {
              name: "all",
              policy: JSON.stringify({
                Version: "2012-10-17",
                Statement: { Effect: "Allow", Action: "ecr:BatchGetImage", Resource: arn("base/*") },
              }),
            },
          ],
        };
      },
      "second",
      arn("base/a"),
    ],
  ])("%s", (_what, change, who, witness) => {
    const { leaks } = sabotaged(change);

    expect(leaks.filter(({ certain }) => certain).map((leak) => [leak.who, leak.witness])).toContainEqual([
      who,
      witness,
    ]);
  });

  test("while the Deny is there, the wide Allow is no leak", () => {
    const { leaks } = sabotaged((stack) =>
      rewrite(stack, "team-a/*", (statements) => [
        { Effect: "Allow", Action: PULL, Resource: arn("team-*") },
        { Effect: "Deny", Action: PULL, NotResource: arn("team-a/*") },
        ...statements.filter(({ Action: action }) => String(action) === "ecr:ListImages"),
      ]),
    );

    expect(leaks).toEqual([]);
  });

  test("a leak names its statement, and where its role is declared", () => {
    const { leaks, namespaces } = sabotaged(widened("base/alpine", "base/*"));

    expect(leaks).toMatchObject([
      { who: "reader", pattern: "base/*", except: ["base/alpine"], statement: "reader-policy, statement 2" },
    ]);
    expect(namespaces.map(({ namespace, leaks: reaching }) => [namespace, reaching.length])).toEqual([
      ["team-a", 0],
      ["base", 1],
    ]);
  });

  test("a condition that cannot be decided is no certain leak, and is named", () => {
    const { leaks } = sabotaged((stack) =>
      rewrite(stack, "base/alpine", (statements) =>
        statements.map((statement) => ({
          ...statement,
          Resource: [...(statement.Resource as string[]), arn("base/node")],
          Condition: { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::123456789012:role/*" } },
        })),
      ),
    );

    expect(leaks.length).toBeGreaterThan(0);
    expect(leaks.every(({ certain }) => !certain)).toBe(true);
    expect(leaks[0]!.because.join()).toContain("aws:principalarn");
  });
});

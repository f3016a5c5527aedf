import { join } from "node:path";
import { changesBetween } from "../../lib/matrix/changes";
import { CHANGES_MARKER, changesMarkdown } from "../../lib/report/changes-markdown";
import { changesTable } from "../../lib/report/changes-table";
import { grant, registry, repository, role, share, team } from "../policies/registry";
import type { Registry } from "../../lib/config/registry";
import { readInventory } from "../../lib/terraform/source";
import { CASES, caseNames } from "../terraform/support/cases";
import { type Sabotage, synthesizedInventory } from "./support";

type Stack = { resource?: Record<string, Record<string, Record<string, unknown>>> };

/** The roles of the synthesized JSON with these attributes. */
const changeRole =
  (attributes: object): Sabotage =>
  (text, file) => {
    if (!file.endsWith("cdk.tf.json")) return text;
    const stack = JSON.parse(text) as Stack;
    for (const one of Object.values(stack.resource?.aws_iam_role ?? {})) Object.assign(one, attributes);
    return JSON.stringify(stack);
  };

const LIST = ["ecr:ListImages"];
const trust = (arn: string) => ({ type: "principals" as const, principals: [{ arn }] });

function shop(
  on: readonly string[],
  settings: Parameters<typeof role>[1] = {},
  accounts: string[] = [],
): Registry {
  return registry([
    team("team-a", {
      repositories: [repository("team-a/api")],
      roles: [role("reader", { grants: [grant({ actions: LIST, on })], ...settings })],
    }),
    team("team-b", {
      repositories: [repository("team-b/api"), repository("team-b/web")],
      shares: accounts.length
        ? [share({ to: { type: "accounts", accounts }, actions: LIST, repositories: ["team-b/api"] })]
        : [],
    }),
  ]);
}

const between = (base: Registry, head: Registry) =>
  changesBetween(synthesizedInventory(base), synthesizedInventory(head));

describe("what changes between two syntheses", () => {
  test("nothing, if nothing does", () => {
    const { access, assume } = between(shop(["team-a/*"]), shop(["team-a/*"]));

    expect([access, assume]).toEqual([[], []]);
  });

  test("a gain is a pattern, with the repositories that exist and the statement", () => {
    const { access } = between(shop(["team-a/*"]), shop(["team-a/*", "team-b/*"]));

    expect(access).toMatchObject([
      {
        who: "reader",
        direction: "gained",
        certain: true,
        actions: LIST,
        pattern: "team-b/*",
        except: [],
        repositories: ["team-b/api", "team-b/web"],
        statement: "reader-policy, statement 1",
      },
    ]);
  });

  test("a gain of names that nobody has created yet", () => {
    const base = synthesizedInventory(shop(["team-a/*"]));
    const head = synthesizedInventory(shop(["team-a/*"]), (text) => text.replaceAll("team-a/*", "team-a*"));

    expect(changesBetween(base, head).access).toMatchObject([
      { direction: "gained", pattern: "team-a*", except: ["team-a/*"], repositories: [] },
    ]);
    expect(changesBetween(head, base).access).toMatchObject([{ direction: "lost", pattern: "team-a*" }]);
  });

  test("a respelt policy changes nothing", () => {
    const base = shop(["team-a/*", "team-b/api"]);
    const head = shop(["team-b/api", "team-a/*"]);

    expect(between(base, head).access).toEqual([]);
  });

  test("a new role gains, a removed one loses, and who may assume it is said", () => {
    const without = registry([team("team-a", { repositories: [repository("team-a/api")] })]);
    const added = between(without, shop(["team-a/*"]));

    expect(added.access.map(({ who, direction }) => [who, direction])).toEqual([["reader", "gained"]]);
    expect(added.assume.map(({ role: name, direction }) => [name, direction])).toEqual([
      ["reader", "gained"],
    ]);
    const removed = between(shop(["team-a/*"]), without);
    expect(removed.access.map(({ direction }) => direction)).toEqual(["lost"]);
    expect(removed.assume.map(({ direction }) => direction)).toEqual(["lost"]);
  });

  test("another principal in the trust policy is gained and lost", () => {
    const { access, assume } = between(
      shop(["team-a/*"], { trust: trust("arn:aws:iam::123456789012:role/old") }),
      shop(["team-a/*"], { trust: trust("arn:aws:iam::123456789012:role/new") }),
    );

    expect(access).toEqual([]);
    expect(assume.map(({ direction, principal }) => [direction, principal])).toEqual([
      ["gained", "arn:aws:iam::123456789012:role/new"],
      ["lost", "arn:aws:iam::123456789012:role/old"],
    ]);
  });

  test("a repository shared with an account lets that account in, and no other", () => {
    const { access } = between(shop(["team-a/*"]), shop(["team-a/*"], {}, ["210987654321"]));

    expect(access.map(({ who, direction, repositories }) => [who, direction, repositories])).toEqual([
      ["account 210987654321", "gained", ["team-b/api"]],
    ]);
  });
});

describe("what changes is shown", () => {
  const changes = () => between(shop(["team-a/*"]), shop(["team-b/*"]));

  test("on a terminal", () => {
    expect(changesTable(changes())).toMatchInlineSnapshot(`
     "+ reader gains ecr:ListImages on team-b/*
         existing: team-b/api, team-b/web
         for example arn:aws:ecr:us-west-2:123456789012:repository/team-b/a, by reader-policy, statement 1
     - reader loses ecr:ListImages on team-a/*
         existing: team-a/api
         for example arn:aws:ecr:us-west-2:123456789012:repository/team-a/a, by reader-policy, statement 1
     access is gained by or through 1, lost by or through 1.
     "
    `);
  });

  test("in a comment that a bot can find again", () => {
    const markdown = changesMarkdown(changes());

    expect(markdown.startsWith(`${CHANGES_MARKER}\n`)).toBe(true);
    expect(markdown).toContain(
      "| `reader` | gains | ecr:ListImages | `team-b/*` | `team-b/api, team-b/web` |",
    );
  });
});

const trusting = (statement: object): Sabotage =>
  changeRole({ assume_role_policy: JSON.stringify({ Version: "2012-10-17", Statement: statement }) });
const assuming = (more: object = {}) => ({
  Effect: "Allow",
  Principal: { AWS: "arn:aws:iam::123456789012:role/ci" },
  Action: "sts:AssumeRole",
  ...more,
});
const externalId = (...ids: string[]) => ({ Condition: { StringEquals: { "sts:ExternalId": ids } } });
const verdictsOf = (base: object, head: object) =>
  changesBetween(
    synthesizedInventory(shop(["team-a/*"]), trusting(base)),
    synthesizedInventory(shop(["team-a/*"]), trusting(head)),
  ).assume.map(({ direction, certain }) => `${direction} ${certain ? "for certain" : "possibly"}`);

describe("who may assume a role", () => {
  const deny = { ...assuming(externalId("b")), Effect: "Deny" };

  test.each<[string, object, object, string[]]>([
    ["a condition that is added only loses", assuming(), assuming(externalId("a")), ["lost for certain"]],
    ["a condition that is removed only gains", assuming(externalId("a")), assuming(), ["gained for certain"]],
    [
      "a value that is taken out loses",
      assuming(externalId("a", "b")),
      assuming(externalId("a")),
      ["lost for certain"],
    ],
    [
      "another order of values is no change",
      assuming(externalId("a", "b")),
      assuming(externalId("b", "a")),
      [],
    ],
    [
      "another value is gained and lost",
      assuming(externalId("a")),
      assuming(externalId("b")),
      ["gained for certain", "lost for certain"],
    ],
    [
      "a statement that is removed only loses",
      [assuming(externalId("a")), assuming(externalId("b"))],
      assuming(externalId("b")),
      ["lost for certain"],
    ],
    ["a Deny that is removed may gain", [assuming(), deny], assuming(), ["gained possibly"]],
    ["a Deny that is added may lose", assuming(), [assuming(), deny], ["lost possibly"]],
    ["everybody covers a role", assuming(), assuming({ Principal: "*" }), ["gained for certain"]],
    [
      "an action that is added gains",
      assuming(),
      assuming({ Action: ["sts:AssumeRole", "sts:TagSession"] }),
      ["gained for certain"],
    ],
  ])("%s", (_name, base, head, expected) => {
    expect(verdictsOf(base, head)).toEqual(expected);
  });
});

describe("what is known only after apply, written alike in both files", () => {
  const key =
    (description: string, more: object = {}): Sabotage =>
    (text, file) => {
      if (!file.endsWith("cdk.tf.json")) return text;
      const stack = JSON.parse(text) as Stack;
      if (!stack.resource?.aws_iam_role) return text;
      stack.resource.aws_kms_key = { key: { description } };
      const statement = {
        Effect: "Allow",
        Action: "ecr:PutImage",
        Resource: "*",
        Condition: { StringEquals: { "aws:PrincipalTag/key": "${aws_kms_key.key.key_id}" } },
      };
      for (const role of Object.values(stack.resource.aws_iam_role))
        role.inline_policy = [
          { name: "p", policy: JSON.stringify({ Version: "2012-10-17", Statement: [statement] }) },
        ];
      return JSON.stringify({ ...stack, ...more });
    };
  const verdicts = (
    base: Sabotage,
    head: Sabotage,
    registries: [Registry, Registry] = [shop(["team-a/*"]), shop(["team-a/*"])],
  ) =>
    changesBetween(
      synthesizedInventory(registries[0], base),
      synthesizedInventory(registries[1], head),
    ).access.map(({ direction, certain, actions }) => [direction, certain, actions.join()]);

  test("is the same value in two syntheses of one commit", () => {
    expect(verdicts(key("a"), key("a"))).toEqual([]);
  });

  test("is the same value where something else changes", () => {
    const other = shop(["team-a/*"], {}, ["210987654321"]);

    expect(
      verdicts(key("a"), key("a"), [shop(["team-a/*"]), other]).filter(([, certain]) => !certain),
    ).toEqual([]);
  });

  test("may be another one where the resource changes that it is of", () => {
    expect([...new Set(verdicts(key("a"), key("b")).map(String))]).toEqual([
      "gained,false,ecr:PutImage",
      "lost,false,ecr:PutImage",
    ]);
  });

  test("may be another one in another plan, and is the same in the same plan", () => {
    const plans = caseNames().map((name) => readInventory(join(CASES, name, "plan-1.json")));
    const others = plans.flatMap((plan) => changesBetween(plan, { ...plan, fingerprint: "another" }).access);

    expect(plans.flatMap((plan) => changesBetween(plan, plan).access)).toEqual([]);
    expect(others.length).toBeGreaterThan(0);
    expect(others.filter(({ certain }) => certain)).toEqual([]);
  });
});

test("a registry policy that is added may let somebody in, for names that nobody has created too", () => {
  const document = {
    Version: "2012-10-17",
    Statement: {
      Effect: "Allow",
      Principal: { AWS: "210987654321" },
      Action: "ecr:BatchGetImage",
      Resource: "*",
    },
  };
  const add: Sabotage = (text, file) => {
    if (!file.endsWith("cdk.tf.json")) return text;
    const stack = JSON.parse(text) as Stack;
    if (!stack.resource?.aws_ecr_repository) return text;
    stack.resource.aws_ecr_registry_policy = { all: { policy: JSON.stringify(document) } };
    return JSON.stringify(stack);
  };
  const [base, head] = [
    synthesizedInventory(shop(["team-a/*"])),
    synthesizedInventory(shop(["team-a/*"]), add),
  ];
  const found = changesBetween(base, head).access.filter(({ who }) => who === "account 210987654321");

  expect(found.map(({ direction, certain, pattern }) => [direction, certain, pattern])).toEqual(
    expect.arrayContaining([
      ["gained", false, "team-a/api, team-b/api, team-b/web"],
      ["gained", false, "*"],
    ]),
  );
  const again = synthesizedInventory(shop(["team-a/*", "team-b/*"]), add);
  expect(changesBetween(head, again).access.map(({ who, pattern }) => [who, pattern])).toEqual([
    ["reader", "team-b/*"],
  ]);
});

test("a policy of a repository that stays the same lets a role in that loses its boundary", () => {
  const statement = {
    Effect: "Allow",
    Principal: { AWS: "arn:aws:iam::123456789012:role/reader" },
    Action: "ecr:PutImage",
  };
  const named: Sabotage = (text, file) => {
    if (!file.endsWith("cdk.tf.json")) return text;
    const stack = JSON.parse(text) as Stack;
    if (!stack.resource?.aws_ecr_repository) return text;
    const policy = JSON.stringify({ Version: "2012-10-17", Statement: statement });
    stack.resource.aws_ecr_repository_policy = { b: { repository: "team-b/web", policy } };
    return JSON.stringify(stack);
  };
  const bound = shop(["team-a/*"], { permissionsBoundary: "arn:aws:iam::aws:policy/AWSDenyAll" });
  const limits = changesBetween(
    synthesizedInventory(bound, named),
    synthesizedInventory(shop(["team-a/*"]), named),
  );

  expect(
    limits.access
      .filter(({ actions }) => actions.includes("ecr:PutImage"))
      .map(({ direction, pattern }) => [direction, pattern]),
  ).toContainEqual(["gained", "team-b/web"]);
});

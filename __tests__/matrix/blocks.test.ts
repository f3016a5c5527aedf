import { readdirSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { PROBED_ACTIONS } from "../../lib/matrix/cell";
import { Matrix } from "../../lib/matrix/matrix";
import { summarize } from "../../lib/matrix/summary";
import type {
  AttachedPolicy,
  Inventory,
  InventoryRepository,
  InventoryRole,
} from "../../lib/terraform/inventory";
import { readInventory } from "../../lib/terraform/source";
import { Unknown } from "../../lib/terraform/unknown";

const account = "123456789012";
const region = "us-west-2";

/** Every cell through its block, beside the same cell asked alone. */
function expectSame(inventory: Inventory): void {
  const matrix = new Matrix(inventory, undefined);
  for (const { role, repository, action, predicted } of matrix.cells(PROBED_ACTIONS)) {
    const alone = matrix.predict(
      matrix.roles.find(({ name }) => name === role)!,
      matrix.repositories.find(({ name }) => name === repository),
    )(action);
    expect(`${role} ${repository} ${action} ${predicted}`).toBe(
      `${role} ${repository} ${action} ${alone.predicted}`,
    );
  }
}

const resource = fc.constantFrom(
  "*",
  "arn:aws:ecr:*",
  ...["a/*", "a*", "a/x", "?/x", "*x", "b/*", "a/x?", "${aws:PrincipalTag/team}/*", "${aws:username}/*"].map(
    (name) => `arn:aws:ecr:${region}:${account}:repository/${name}`,
  ),
  `arn:aws:ecr:*:${account}:repository/b/x`,
  `arn:aws:ecr:eu-west-1:${account}:repository/*`,
);
const statement = fc
  .record({
    Effect: fc.constantFrom("Allow", "Allow", "Deny"),
    Action: fc.constantFrom("ecr:ListImages", "ecr:*", "*", "ecr:Batch*"),
    element: fc.constantFrom("Resource", "Resource", "NotResource"),
    resources: fc.array(
      fc.oneof(
        { weight: 9, arbitrary: resource },
        { weight: 1, arbitrary: fc.constant(new Unknown("a test")) },
      ),
      { minLength: 1, maxLength: 3 },
    ),
    Condition: fc.constantFrom(
      undefined,
      undefined,
      { StringEquals: { "ecr:ResourceTag/tier": "gold" } },
      { StringEquals: { "aws:PrincipalOrgID": "o-x" } },
    ),
  })
  .map(({ element, resources, ...rest }) => ({ ...rest, [element]: resources }));
const document = fc
  .array(statement, { maxLength: 3 })
  .map((Statement) => ({ Version: "2012-10-17", Statement }));
const attached = (name: string) =>
  fc.record({
    name: fc.constant(name),
    document,
    doubt: fc.constantFrom(undefined, undefined, undefined, "a test"),
  }) as fc.Arbitrary<AttachedPolicy>;

const roles: fc.Arbitrary<InventoryRole[]> = fc.tuple(
  ...["one", "two"].map((name) =>
    fc
      .record({
        identity: fc.array(attached("p"), { maxLength: 2 }),
        boundary: fc.option(attached("boundary"), { nil: undefined, freq: 4 }),
        tags: fc.constantFrom(undefined, { team: "a" }),
      })
      .map((parts) => ({
        name,
        address: name,
        arn: `arn:aws:iam::${account}:role/${name}`,
        account,
        partition: "aws",
        trust: { Statement: [] },
        ...parts,
      })),
  ),
);
const repositoryPolicy = fc
  .record({
    Effect: fc.constantFrom("Allow", "Deny"),
    Principal: fc.constantFrom(
      "*",
      { AWS: `arn:aws:iam::${account}:role/one` },
      { AWS: "210987654321" },
      { AWS: account },
    ),
    Action: fc.constantFrom("ecr:ListImages", "ecr:*"),
  })
  .map((one) => ({ name: "repository policy", document: { Version: "2012-10-17", Statement: [one] } }));
const repositories: fc.Arbitrary<InventoryRepository[]> = fc.tuple(
  ...["a/x", "a/xy", "ab/x", "b/x", "b/y"].map((name) =>
    fc
      .record({
        policy: fc.option(repositoryPolicy, { nil: undefined, freq: 2 }),
        tags: fc.constantFrom(undefined, { tier: "gold" }),
        region: fc.constantFrom(region, region, "eu-west-1"),
      })
      .map((parts) => ({
        name,
        address: name,
        account,
        partition: "aws",
        unnamed: false,
        ...parts,
      })),
  ),
);
const inventories: fc.Arbitrary<Inventory> = fc
  .record({ roles, repositories })
  .map((parts) => ({ kind: "plan" as const, account, region, registryPolicies: [], unknowns: [], ...parts }));

describe("repositories that are grouped answer as each does alone", () => {
  test("for random policies, boundaries, tags and repository policies", () => {
    fc.assert(fc.property(inventories, expectSame), { numRuns: 150 });
  });

  const cases = join(__dirname, "../terraform/data/cases");
  const files = readdirSync(cases, { recursive: true, encoding: "utf8" }).filter((file) =>
    /(plan|state)-\d+\.json$/.test(file),
  );
  test.each(files)("in %s", (file) => {
    expectSame(readInventory(join(cases, file)));
  });
});

test("there are as many groups as different behaviours, whatever the number of repositories", () => {
  const statements = [
    {
      Effect: "Allow",
      Action: "ecr:ListImages",
      Resource: `arn:aws:ecr:${region}:${account}:repository/a/*`,
    },
  ];
  const identity = [{ name: "p", document: { Version: "2012-10-17", Statement: statements } }];
  const inventory: Inventory = {
    kind: "plan",
    account,
    region,
    registryPolicies: [],
    unknowns: [],
    roles: [{ name: "r", address: "r", account, partition: "aws", trust: {}, identity }],
    repositories: Array.from({ length: 5_000 }, (_, index) => ({
      name: `${index % 2 ? "a" : "b"}/r${index}`,
      address: "",
      account,
      region,
      partition: "aws",
      unnamed: false,
    })),
  };
  const { groups } = summarize(new Matrix(inventory, undefined), ["ecr:ListImages"]);
  expect(groups.map(({ size, predicted }) => ({ size, predicted }))).toEqual([
    { size: 2_500, predicted: "allowed" },
    { size: 2_500, predicted: "denied" },
  ]);
});

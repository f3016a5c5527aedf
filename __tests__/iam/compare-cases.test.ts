import { readFileSync } from "node:fs";
import { join } from "node:path";
import { compareAccess, type AccessScope, type Change } from "../../lib/iam/compare";
import type { PolicySet } from "../../lib/iam/types";

interface Case {
  readonly name: string;
  readonly base: PolicySet;
  readonly head: PolicySet;
  readonly gained: Change["verdict"];
  readonly lost: Change["verdict"];
  /** The resource of the gain's witness. */
  readonly witness?: string;
  /** What differs from the file's scope. */
  readonly scope?: Partial<AccessScope>;
}

interface CaseFile {
  readonly scope: AccessScope;
  readonly groups: readonly {
    readonly about: string;
    readonly page: string;
    readonly cases: readonly Case[];
  }[];
}

const file = join(__dirname, "data", "compare", "cases.json");
const { scope, groups } = JSON.parse(readFileSync(file, "utf8")) as CaseFile;

describe.each(groups.map(({ about, cases }): [string, readonly Case[]] => [about, cases]))(
  "%s",
  (_about, cases) => {
    test.each(cases.map((one): [string, Case] => [one.name, one]))("%s", (_name, one) => {
      const asked = { ...scope, ...one.scope };
      const { gained, lost } = compareAccess(one.base, one.head, asked);

      expect([gained.verdict, lost.verdict]).toEqual([one.gained, one.lost]);
      if (one.witness !== undefined) expect(gained.witness?.resource).toBe(one.witness);
      const back = compareAccess(one.head, one.base, asked);
      expect([back.gained, back.lost]).toEqual([lost, gained]);
    });
  },
);

test("there are at least a hundred and twenty cases, each with the page that decides it", () => {
  expect(groups.flatMap(({ cases }) => cases).length).toBeGreaterThanOrEqual(120);
  expect(groups.filter(({ page }) => !page.startsWith("https://docs.aws.amazon.com/"))).toEqual([]);
});

describe("a scope that is no question is refused", () => {
  const nothing: PolicySet = { identity: [] };

  test.each<[string, Partial<AccessScope>, string]>([
    [
      "no ARN matches",
      { resources: "arn:aws:ecr:us-west-2:123456789012:repository/Team" },
      'repository/Team"',
    ],
    [
      "another account's ARNs",
      { resources: "arn:aws:ecr:us-west-2:210987654321:repository/*" },
      "210987654321",
    ],
    ["an action with a wildcard", { actions: ["ecr:*"] }, 'got "ecr:*"'],
    ["a caller that is none", { principal: { arn: "reader", accountId: "123456789012" } }, 'got "reader"'],
  ])("%s", (_name, different, message) => {
    expect(() => compareAccess(nothing, nothing, { ...scope, ...different })).toThrow(message);
  });
});

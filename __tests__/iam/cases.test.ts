import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { evaluate } from "../../lib/iam/evaluate";
import type { AuthorizationRequest, Decision, PolicySet } from "../../lib/iam/types";

/** A rule of IAM with the AWS page that states it, and cases that allow, that deny, and that nearly do. */
interface Rule {
  readonly rule: string;
  readonly page: string;
  readonly cases: readonly {
    readonly name: string;
    /** What differs from the file's request. */
    readonly request?: Partial<AuthorizationRequest>;
    readonly policies: PolicySet;
    readonly expected: Pick<Decision, "result" | "by" | "statement"> & { readonly unsupported?: true };
  }[];
}

interface CaseFile {
  readonly request: AuthorizationRequest;
  readonly rules: readonly Rule[];
}

const folder = join(__dirname, "data", "cases");
const files = readdirSync(folder).map((name): [string, CaseFile] => [
  name,
  JSON.parse(readFileSync(join(folder, name), "utf8")) as CaseFile,
]);

describe.each(files)("IAM decides as AWS documents: %s", (_file, { request, rules }) => {
  describe.each(rules.map((rule): [string, Rule] => [rule.rule, rule]))("%s", (_rule, { cases }) => {
    test.each(cases.map((one): [string, Rule["cases"][number]] => [one.name, one]))("%s", (_name, one) => {
      const decision = evaluate({ ...request, ...one.request }, one.policies);

      const { unsupported, ...expected } = one.expected;
      expect(decision).toMatchObject(expected);
      expect(decision.unsupported !== undefined).toBe(unsupported === true);
    });
  });
});

test("there are at least two hundred cases, each with the page that decides it", () => {
  const rules = files.flatMap(([, file]) => file.rules);

  expect(rules.flatMap(({ cases }) => cases).length).toBeGreaterThanOrEqual(200);
  expect(rules.filter(({ page }) => !/^https:\/\/(?:docs|repost)\.aws/.test(page))).toEqual([]);
});

test("each rule has a case that allows and one that does not", () => {
  const results = files
    .flatMap(([, file]) => file.rules)
    .map(({ rule, cases }) => [
      rule,
      new Set(cases.map(({ expected }) => expected.result === "Allowed")).size,
    ]);

  expect(results.filter(([, kinds]) => kinds !== 2)).toEqual([]);
});

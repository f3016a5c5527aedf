/**
 * What `npm run test:mutation` runs, as one file with few tests: it is run once a mutant, two thousand times, and a
 * thousand small tests would spend most of that on being counted. The first failure ends a run.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseDenial } from "../../lib/iam/denial";
import { evaluate } from "../../lib/iam/evaluate";
import type { AuthorizationRequest, PolicySet } from "../../lib/iam/types";
import "./denial.test";
import "./parts.test";

interface Case {
  readonly name: string;
  readonly request?: Partial<AuthorizationRequest>;
  readonly policies: PolicySet;
}

const data = join(__dirname, "data");
const read = <T>(...path: string[]) => JSON.parse(readFileSync(join(data, ...path), "utf8")) as T;

test.each(readdirSync(join(data, "cases")))("the cases of %s", (file) => {
  type Decided = Case & { readonly expected: { readonly unsupported?: true } };
  const { request, rules } = read<{ request: AuthorizationRequest; rules: { cases: Decided[] }[] }>(
    "cases",
    file,
  );
  for (const { name, policies, expected, ...one } of rules.flatMap(({ cases }) => cases)) {
    const decision = evaluate({ ...request, ...one.request }, policies);
    const actual = { ...decision, unsupported: decision.unsupported !== undefined };
    expect([name, actual]).toMatchObject([name, { ...expected, unsupported: expected.unsupported === true }]);
  }
});

test("the messages", () => {
  expect(evaluate(null as unknown as AuthorizationRequest, { identity: [] }).unsupported).toEqual([
    "the request is null",
  ]);
  type Named = Case & { readonly unsupported: readonly string[] };
  const { request, cases } = read<{ request: AuthorizationRequest; cases: Named[] }>("messages.json");
  for (const { name, policies, unsupported, ...one } of cases) {
    const decision = evaluate({ ...request, ...one.request }, policies);
    expect([name, decision]).toMatchObject([name, { result: "ImplicitlyDenied", unsupported }]);
  }
});

test("sentences that are none", () => {
  const { unreadable } = read<{ unreadable: { message: string }[] }>("denials.json");
  for (const { message } of unreadable) expect(parseDenial(message)).toBeUndefined();
});

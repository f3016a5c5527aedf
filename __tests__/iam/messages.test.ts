import { readFileSync } from "node:fs";
import { join } from "node:path";
import { evaluate } from "../../lib/iam/evaluate";
import type { AuthorizationRequest, PolicySet } from "../../lib/iam/types";

interface Messages {
  readonly request: AuthorizationRequest;
  readonly cases: readonly {
    readonly name: string;
    /** What differs from the request above. */
    readonly request?: Partial<AuthorizationRequest>;
    readonly policies: PolicySet;
    readonly unsupported: readonly string[];
  }[];
}

const { request, cases } = JSON.parse(
  readFileSync(join(__dirname, "data", "messages.json"), "utf8"),
) as Messages;

describe("what cannot be judged is named, with its place", () => {
  test.each(cases)("$name", ({ request: differs, policies, unsupported }) => {
    expect(evaluate({ ...request, ...differs }, policies)).toMatchObject({
      result: "ImplicitlyDenied",
      unsupported,
    });
  });
});

test("a request that is none says so", () => {
  expect(evaluate(null as unknown as AuthorizationRequest, { identity: [] })).toEqual({
    result: "ImplicitlyDenied",
    by: "none",
    unsupported: ["the request is null"],
  });
});

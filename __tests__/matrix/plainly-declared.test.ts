import fc from "fast-check";
import { nameChanges } from "../../lib/matrix/every-name";
import { isPlainlyDeclared } from "../../lib/matrix/isolation/plainly-declared";
import { arn } from "./sabotage";

const set = (statements: readonly object[], more: object = {}) => ({
  identity: [{ name: "p", document: { Version: "2012-10-17", Statement: statements, ...more } }],
});
const allow = (action: unknown, resource: unknown, more: object = {}) => ({
  Effect: "Allow",
  Action: action,
  Resource: resource,
  ...more,
});
const granted = set([
  allow(["ecr:ListImages", "ecr:PutImage"], [arn("team-a/*")]),
  allow(["ecr:GetAuthorizationToken"], "*"),
]);

describe("the grants list word for word", () => {
  test.each<[string, object[]]>([
    ["the same", [allow(["ecr:ListImages", "ecr:PutImage"], [arn("team-a/*")])]],
    ["less", [allow("ecr:PutImage", arn("team-a/*"))]],
    [
      "the same under a condition",
      [allow("ecr:PutImage", arn("team-a/*"), { Condition: { Nonsense: { a: "b" } } })],
    ],
    [
      "the same beside a Deny",
      [allow("ecr:PutImage", arn("team-a/*")), { Effect: "Deny", NotAction: "*", Resource: "*" }],
    ],
    ["an action without a repository", [allow("ecr:GetAuthorizationToken", "*", { Sid: "Token" })]],
    ["nothing", []],
  ])("%s", (_what, statements) => {
    expect(isPlainlyDeclared(set(statements), granted)).toBe(true);
  });
});

describe("the comparison has to tell of", () => {
  test.each<[string, object[], object?]>([
    ["another resource", [allow("ecr:PutImage", arn("team-a-x/*"))]],
    ["a resource inside of a pattern", [allow("ecr:PutImage", arn("team-a/api"))]],
    ["an action of another grant", [allow("ecr:ListImages", "*")]],
    ["an action by a wildcard", [allow("ecr:List*", arn("team-a/*"))]],
    ["every action but some", [{ Effect: "Allow", NotAction: "ecr:PutImage", Resource: arn("team-a/*") }]],
    ["every resource but some", [{ Effect: "Allow", Action: "ecr:PutImage", NotResource: arn("team-a/*") }]],
    ["an effect that is none", [{ ...allow("ecr:PutImage", arn("team-a/*")), Effect: "allow" }]],
    ["an element that is none", [allow("ecr:PutImage", arn("team-a/*"), { Foo: 1 })]],
    ["a document with something else", [], { Foo: 2 }],
    ["a statement that is none", ["x" as unknown as object]],
  ])("%s", (...[, statements, more]) => {
    expect(isPlainlyDeclared(set(statements, more), granted)).toBe(false);
  });

  test("a variable, which is text in the older language version", () => {
    const name = arn("team-a/${aws:username}");

    expect(isPlainlyDeclared(set([allow("ecr:PutImage", name)]), set([allow("ecr:PutImage", name)]))).toBe(
      false,
    );
  });
});

test("whatever is plainly declared, the comparison finds nothing gained", () => {
  const actions = fc.subarray(["ecr:ListImages", "ecr:PutImage", "ecr:List*", "ecr:GetAuthorizationToken"], {
    minLength: 1,
  });
  const resources = fc.subarray([arn("team-a/*"), arn("team-a*"), arn("b/x"), "*"], { minLength: 1 });
  const statement = fc.record(
    {
      Effect: fc.constantFrom("Allow", "Allow", "Deny"),
      Action: actions,
      Resource: resources,
      Condition: fc.constantFrom({ Bool: { "aws:SecureTransport": "true" } }, { Foo: { bar: "x" } }),
    },
    { requiredKeys: ["Effect", "Action", "Resource"] },
  );
  const grants = fc.array(fc.record({ Effect: fc.constant("Allow"), Action: actions, Resource: resources }), {
    maxLength: 3,
  });
  const question = {
    principal: { arn: "arn:aws:sts::123456789012:assumed-role/reader/s", accountId: "123456789012" },
    location: { partition: "aws", region: "us-west-2", account: "123456789012" },
  };
  let plain = 0;
  fc.assert(
    fc.property(fc.array(statement, { maxLength: 2 }), grants, (own, base) => {
      if (!isPlainlyDeclared(set(own), set(base))) return;
      plain++;
      const gained = nameChanges(set(base), set(own), question).filter(
        ({ direction }) => direction === "gained",
      );
      expect(gained).toEqual([]);
    }),
    { numRuns: 400, seed: 13 },
  );
  expect(plain).toBeGreaterThan(50);
});

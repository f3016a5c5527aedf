import fc from "fast-check";
import { evaluate } from "../../lib/iam/evaluate";
import type { AuthorizationRequest, PolicySet } from "../../lib/iam/types";

const request = (): AuthorizationRequest => ({
  principal: { arn: "arn:aws:iam::123456789012:user/ann", accountId: "123456789012" },
  action: "ecr:ListImages",
  resource: "arn:aws:ecr:us-west-2:123456789012:repository/team-a/alpine",
  resourceAccountId: "123456789012",
  context: { "aws:username": "ann" },
});

const allowing = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] };
const identity = (document: unknown): PolicySet => ({
  identity: [{ name: "p", document: document as object }],
});

/** JSON as a parser makes it, with names that a policy has and names that JavaScript has. */
const names = fc.constantFrom(
  ...[
    "Version",
    "Statement",
    "Effect",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Principal",
    "NotPrincipal",
  ],
  ...[
    "Condition",
    "StringEquals",
    "ForAnyValue:StringLike",
    "Null",
    "aws:username",
    "AWS",
    "Sid",
    "identity",
    "scp",
  ],
  ...[
    "boundary",
    "session",
    "resource",
    "rcp",
    "vpcEndpoint",
    "document",
    "name",
    "id",
    "policies",
    "resourceType",
  ],
  ...["__proto__", "constructor", "toString", "length", "hasOwnProperty", "then"],
);
const values = fc.constantFrom(
  "Allow",
  "Deny",
  "*",
  "2012-10-17",
  "ecr:*",
  "${aws:username}",
  "${",
  "true",
  "",
  "ann",
);
const json = fc.letrec<{ any: unknown }>((tie) => ({
  any: fc.oneof(
    { depthSize: "medium" },
    values,
    fc.constantFrom(null, true, false, 0, -1, 1e308, []),
    fc.array(tie("any"), { maxLength: 3 }),
    fc
      .array(fc.tuple(names, tie("any")), { maxLength: 5 })
      .map(
        (entries) =>
          JSON.parse(
            `{${entries.map(([k, v]) => `${JSON.stringify(k)}:${JSON.stringify(v)}`).join()}}`,
          ) as unknown,
      ),
  ),
})).any;

const run = { seed: 11, numRuns: 1_000 };

test("no policy set makes it throw", () => {
  fc.assert(
    fc.property(json, (set) => {
      expect(evaluate(request(), set as PolicySet).result).toBeDefined();
    }),
    run,
  );
});

test("no document makes it throw, wherever it stands", () => {
  const kinds = fc.constantFrom("identity", "boundary", "session", "resource", "scp", "rcp", "vpcEndpoint");
  fc.assert(
    fc.property(json, kinds, (document, kind) => {
      const list = [{ name: "p", document }];
      const given =
        kind === "session" || kind === "resource"
          ? document
          : /^[sr]cp$/.test(kind)
            ? [{ id: "r", policies: list }]
            : list;
      expect(evaluate(request(), { ...identity(allowing), [kind]: given } as PolicySet).result).toBeDefined();
    }),
    run,
  );
});

test("no request makes it throw, and none that cannot be read is allowed", () => {
  const fields = ["principal", "action", "resource", "resourceAccountId", "context"] as const;
  fc.assert(
    fc.property(json, fc.constantFrom(...fields), (value, field) => {
      evaluate(value as AuthorizationRequest, identity(allowing));
      const decision = evaluate({ ...request(), [field]: value }, identity(allowing));
      if (typeof value !== "string" && field !== "context") expect(decision.result).toBe("ImplicitlyDenied");
    }),
    run,
  );
});

test("a document that is no object is never ignored", () => {
  for (const document of [null, undefined, 0, "", "{}", true, [], [allowing]]) {
    const set = { identity: [...identity(allowing).identity, ...identity(document).identity] };
    expect(evaluate(request(), set)).toMatchObject({ result: "ImplicitlyDenied", by: "identity" });
    expect(evaluate(request(), set).unsupported).toHaveLength(1);
  }
});

describe("size does not matter", () => {
  const nested = (depth: number) => {
    let value: unknown = "x";
    for (let level = 0; level < depth; level++) value = level % 2 ? { Statement: value } : [value];
    return value;
  };

  test("deep nesting", () => {
    expect(evaluate(request(), identity(nested(100_000))).result).toBe("ImplicitlyDenied");
    expect(evaluate(request(), identity({ Statement: nested(100_000) })).result).toBe("ImplicitlyDenied");
    const condition = {
      Effect: "Allow",
      Action: "*",
      Resource: "*",
      Condition: { StringEquals: { a: nested(100_000) } },
    };
    expect(evaluate(request(), identity({ Statement: condition })).result).toBe("ImplicitlyDenied");
  });

  test("many statements and many values", () => {
    const Statement = Array.from({ length: 50_000 }, () => ({
      Effect: "Allow",
      Action: "s3:*",
      Resource: "*",
    }));
    expect(evaluate(request(), identity({ Statement })).result).toBe("ImplicitlyDenied");
    const Action = Array.from({ length: 200_000 }, (_, index) => `s3:Get${index}`);
    expect(
      evaluate(request(), identity({ Statement: { Effect: "Allow", Action, Resource: "*" } })).result,
    ).toBe("ImplicitlyDenied");
    const bad = {
      Statement: { Effect: "Allow", Action: Array.from({ length: 200_000 }, () => 1), Resource: "*" },
    };
    expect(evaluate(request(), identity(bad)).result).toBe("ImplicitlyDenied");
  });

  test("patterns that make backtracking matchers run for ever", () => {
    const resource = `arn:aws:ecr:us-west-2:123456789012:repository/${"a".repeat(50_000)}`;
    for (const pattern of [`${"*a".repeat(10_000)}b`, `${"*?".repeat(5_000)}b`, `*${"a".repeat(20_000)}b`]) {
      const Resource = `arn:aws:ecr:us-west-2:123456789012:repository/${pattern}`;
      const set = identity({ Statement: { Effect: "Allow", Action: "*", Resource } });
      expect(evaluate({ ...request(), resource }, set).result).toBe("ImplicitlyDenied");
    }
  });

  test("a message never holds more than a line of what it complains about", () => {
    const long = "x".repeat(1_000_000);
    const Statement = [
      { Effect: long, Action: [{}], Resource: "*" },
      { Effect: "Allow", Action: "*", Resource: "*", [long]: 1, Condition: { [long]: { [long]: long } } },
      { Effect: "Allow", Action: "*", Resource: `\${${long}` },
    ];
    const { unsupported } = evaluate(request(), identity({ Version: long, Statement }));
    expect(Math.max(...unsupported!.map(({ length }) => length))).toBeLessThan(400);
  });
});

test("a document that is changed between two questions is read anew", () => {
  const document = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] };
  expect(evaluate(request(), identity(document)).result).toBe("Allowed");
  document.Statement[0]!.Effect = "Deny";
  expect(evaluate(request(), identity(document)).result).toBe("ExplicitlyDenied");
});

import fc from "fast-check";
import { evaluate } from "../../lib/iam/evaluate";
import type { AuthorizationRequest, PolicySet } from "../../lib/iam/types";

const account = fc.constantFrom("123456789012", "210987654321");
const repositoryArn = (owner: string, name: string) => `arn:aws:ecr:us-west-2:${owner}:repository/${name}`;

const request: fc.Arbitrary<AuthorizationRequest> = fc
  .record({
    owner: account,
    name: fc.constantFrom("a/x", "a-x/y", "b/x"),
    tag: fc.constantFrom("a", "b", undefined),
  })
  .map(({ owner, name, tag }) => ({
    principal: { arn: "arn:aws:sts::123456789012:assumed-role/reader/ci", accountId: "123456789012" },
    action: "ecr:ListImages",
    resource: repositoryArn(owner, name),
    resourceAccountId: owner,
    context: (tag === undefined ? {} : { "aws:PrincipalTag/team": tag }) as Record<string, string>,
  }));

type Statement = Record<string, unknown> & { Effect: "Allow" | "Deny" };

const some = (...values: string[]) => fc.subarray(values, { minLength: 1 });
const actions = fc.oneof(
  some("ecr:ListImages", "ecr:*", "ecr:Put*", "*").map((Action) => ({ Action })),
  some("ecr:Put*", "ecr:List*").map((NotAction) => ({ NotAction })),
);
const patterns = ["a/*", "a*", "b/*", "*", "${aws:PrincipalTag/team}/*"].map((name) =>
  repositoryArn("*", name),
);
const resources = fc.oneof(
  some(...patterns).map((Resource) => ({ Resource })),
  some(...patterns.slice(0, 3)).map((NotResource) => ({ NotResource })),
);
const conditions = fc.oneof(
  { weight: 3, arbitrary: fc.constant({}) },
  fc
    .tuple(
      fc.constantFrom("StringEquals", "StringNotEquals", "StringLikeIfExists", "ForAnyValue:StringEquals"),
      some("a", "b"),
    )
    .map(([operator, values]) => ({ Condition: { [operator]: { "aws:PrincipalTag/team": values } } })),
);
const effect = fc.constantFrom(
  { Effect: "Allow" as const },
  { Effect: "Allow" as const },
  { Effect: "Deny" as const },
);
const principals = some(
  "*",
  "123456789012",
  "arn:aws:iam::123456789012:role/reader",
  "arn:aws:sts::123456789012:assumed-role/reader/ci",
).map((AWS) => ({ Principal: { AWS } }));

const join = (parts: object[]) => Object.assign({}, ...parts) as Statement;
const statement = fc.tuple(effect, actions, resources, conditions).map(join);
const resourceStatement = fc.tuple(effect, actions, conditions, principals).map(join);
const document = <T>(statements: fc.Arbitrary<T>) =>
  fc.array(statements, { maxLength: 3 }).map((Statement) => ({ Version: "2012-10-17", Statement }));
const named = fc.array(
  document(statement).map((doc) => ({ name: "p", document: doc })),
  { maxLength: 2 },
);

const policies = fc.record({
  identity: named,
  boundary: named,
  session: fc.option(document(statement)),
  resource: fc.option(document(resourceStatement)),
  resourceType: fc.constant("ecr-repository" as const),
  scp: fc.array(fc.record({ id: fc.constant("r"), policies: named }), { maxLength: 2 }),
});

type Generated = typeof policies extends fc.Arbitrary<infer T> ? T : never;

/** The same set with every document's statements changed. */
function changed(set: Generated, change: (statements: Statement[]) => Statement[]): PolicySet {
  const doc = <T extends { Statement: Statement[] }>(one: T) => ({
    ...one,
    Statement: change(one.Statement),
  });
  const all = (list: Generated["identity"]) => list.map((one) => ({ ...one, document: doc(one.document) }));
  return {
    ...set,
    identity: all(set.identity),
    boundary: all(set.boundary),
    session: set.session && doc(set.session),
    resource: set.resource && doc(set.resource),
    scp: set.scp.map((level) => ({ ...level, policies: all(level.policies) })),
  };
}

const verdict = (asked: AuthorizationRequest, set: PolicySet) => {
  const { result, by, unsupported } = evaluate(asked, set);
  return { result, by, undecided: unsupported !== undefined };
};

const holds = (property: (asked: AuthorizationRequest, set: Generated) => void) =>
  fc.assert(fc.property(request, policies, property), { seed: 11, numRuns: 500 });

test("the random questions have every answer", () => {
  const results = new Set<string>();
  holds((asked, set) => void results.add(`${verdict(asked, set).result} ${verdict(asked, set).by}`));

  expect([...results].sort()).toEqual(
    expect.arrayContaining([
      "Allowed both",
      "Allowed identity",
      "Allowed resource",
      "ExplicitlyDenied identity",
      "ExplicitlyDenied resource",
      "ExplicitlyDenied scp",
      "ImplicitlyDenied boundary",
      "ImplicitlyDenied session",
    ]),
  );
});

test("an added Deny never allows", () => {
  const withDeny = fc
    .tuple(actions, resources, conditions)
    .map((parts) => join([{ Effect: "Deny" }, ...parts]));
  fc.assert(
    fc.property(request, policies, withDeny, (asked, set, deny) => {
      const more = { ...set, identity: [...set.identity, { name: "deny", document: { Statement: [deny] } }] };
      if (evaluate(asked, set).result !== "Allowed") expect(evaluate(asked, more).result).not.toBe("Allowed");
    }),
    { seed: 11, numRuns: 500 },
  );
});

test("the order of statements never matters", () => {
  holds((asked, set) => {
    expect(
      verdict(
        asked,
        changed(set, (statements) => [...statements].reverse()),
      ),
    ).toEqual(verdict(asked, set));
  });
});

test("the order of values never matters", () => {
  const reversed = (value: unknown): unknown => {
    if (Array.isArray(value)) return [...value].reverse();
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([key, inner]) => [key, reversed(inner)]),
    );
  };
  holds((asked, set) => {
    const other = changed(set, (statements) => statements.map((one) => reversed(one) as Statement));
    expect(verdict(asked, other)).toEqual(verdict(asked, set));
  });
});

test("a statement split by its values decides the same", () => {
  const split = (one: Statement) =>
    ["Action", "Resource"].reduce<Statement[]>(
      (parts, element) =>
        parts.flatMap((part) => {
          const values = part[element];
          return Array.isArray(values)
            ? values.map((value) => ({ ...part, [element]: value }) as Statement)
            : [part];
        }),
      [one],
    );
  holds((asked, set) => {
    expect(
      verdict(
        asked,
        changed(set, (statements) => statements.flatMap(split)),
      ),
    ).toEqual(verdict(asked, set));
  });
});

test("a boundary document without statements denies, except a grant to the session itself", () => {
  holds((asked, set) => {
    const { result, by } = evaluate(asked, {
      ...set,
      boundary: [{ name: "b", document: { Statement: [] } }],
    });
    if (result === "Allowed") expect(by).toBe("resource");
    expect(
      evaluate(asked, { ...set, resource: null, boundary: [{ name: "b", document: {} }] }).result,
    ).not.toBe("Allowed");
  });
});

test("widening the context never turns an unconditional deny", () => {
  const more = fc.dictionary(
    fc.constantFrom("aws:PrincipalTag/team", "aws:SourceIp", "aws:username"),
    fc.string(),
  );
  fc.assert(
    fc.property(request, policies, more, (asked, set, extra) => {
      const unconditional = changed(set, (statements) =>
        statements.map(({ Condition: _condition, ...one }) => one as Statement),
      );
      const free = JSON.parse(
        JSON.stringify(unconditional).replaceAll("${aws:PrincipalTag/team}", "a"),
      ) as PolicySet;
      if (evaluate(asked, free).result === "ExplicitlyDenied") {
        expect(evaluate({ ...asked, context: { ...asked.context, ...extra } }, free).result).toBe(
          "ExplicitlyDenied",
        );
      }
    }),
    { seed: 11, numRuns: 500 },
  );
});

test("the same question has the same answer, and neither request nor policies are changed", () => {
  holds((asked, set) => {
    const before = JSON.stringify([asked, set]);
    expect(evaluate(asked, set)).toEqual(evaluate(asked, set));
    expect(JSON.stringify([asked, set])).toBe(before);
  });
});

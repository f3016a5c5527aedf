import type { PolicySet } from "../../lib/iam/types";
import type { Random } from "./differential-random";

type Element = Record<string, unknown>;

const isElement = (value: unknown): value is Element =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Ways in which a statement goes wrong. */
const ofStatement: readonly ((random: Random, statement: Element) => void)[] = [
  (random, statement) =>
    (statement["Effect"] = random.pick<unknown>(["allow", "DENY", "", undefined, null, ["Allow"]])),
  (_, statement) => delete statement["Effect"],
  (random, statement) =>
    (statement[random.pick(["Action", "NotAction"])] = random.pick<unknown>([
      [],
      [null],
      7,
      {},
      "ListImages",
    ])),
  (_, statement) => Object.assign(statement, { Action: "*", NotAction: "ecr:PutImage" }),
  (random, statement) =>
    (statement[random.pick(["Resource", "NotResource"])] = random.pick<unknown>([
      [],
      [7],
      "",
      null,
      "repository/team-a/api",
    ])),
  (_, statement) => delete statement["Resource"],
  (random, statement) =>
    (statement["Principal"] = random.pick<unknown>([
      {},
      "arn:aws:iam::111111111111:root",
      { AWS: [] },
      { Foo: "*" },
      [],
      "*",
    ])),
  (_, statement) => delete statement["Principal"],
  (random, statement) => (statement["NotPrincipal"] = random.pick<unknown>(["*", { AWS: "111111111111" }])),
  (random, statement) =>
    (statement["Condition"] = random.pick<unknown>([null, "x", [], { StringEquals: null }, { Bool: [] }])),
  (random, statement) => (statement[random.pick(["Conditions", "condition", "Foo"])] = {}),
  (random, statement) =>
    (statement["Condition"] = { [random.pick(operators)]: { "aws:PrincipalTag/team": random.pick(values) } }),
  (random, statement) =>
    (statement["Condition"] = { [random.pick(mistyped)]: { "aws:PrincipalTag/team": "team-a" } }),
];

const operators = [
  "StringEquals",
  "StringNotLike",
  "ForAllValues:StringEquals",
  "Null",
  "ForAnyValue:StringLike",
  "ArnLike",
];
const values: readonly unknown[] = [
  [],
  null,
  {},
  [["team-a"]],
  "${aws:username",
  "${}",
  "${a, b}",
  "${aws:TagKeys}",
  "maybe",
];
const mistyped = [
  "StringSame",
  "NumericEquals",
  "DateLessThan",
  "Bool",
  "IpAddress",
  "NotIpAddress",
  "BinaryEquals",
  "NullIfExists",
  "ForEachValue:StringEquals",
  "IfExists",
  "constructor",
];

/** Ways in which a document goes wrong. */
const ofDocument: readonly ((random: Random, document: Element) => unknown)[] = [
  (random, document) => ({ ...document, Version: random.pick<unknown>(["2012-10-18", "", 2012, null]) }),
  (_, document) => ({ ...document, Foo: 1 }),
  (random, document) => ({
    ...document,
    Statement: random.pick<unknown>([null, "x", [null], ["x"], [[]], {}]),
  }),
  (random) => random.pick<unknown>([[], {}, { Version: "2012-10-17" }]),
];

/** The same policies with one document or one statement of theirs gone wrong. */
export function damage(random: Random, policies: PolicySet): PolicySet {
  const copy = structuredClone(policies) as unknown as Element;
  const holders = documentHolders(copy);
  if (holders.length === 0) return policies;
  const [holder, name] = random.pick(holders);
  const document = holder[name];
  if (!isElement(document)) return policies;
  const list = [document["Statement"]].flat().filter(isElement);
  if (list.length > 0 && random.chance(0.8)) random.pick(ofStatement)(random, random.pick(list));
  else holder[name] = random.pick(ofDocument)(random, document);
  return copy as unknown as PolicySet;
}

/** Every place that holds a policy document. */
function documentHolders(value: unknown): [Element, string][] {
  if (Array.isArray(value)) return value.flatMap(documentHolders);
  if (!isElement(value)) return [];
  return Object.entries(value).flatMap(([name, inner]): [Element, string][] =>
    ["document", "session", "resource"].includes(name) && isElement(inner)
      ? [[value, name]]
      : documentHolders(inner),
  );
}

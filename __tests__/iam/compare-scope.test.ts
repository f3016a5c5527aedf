import { type AccessScope, compareAccess } from "../../lib/iam/compare";
import type { PolicySet } from "../../lib/iam/types";

const ACCOUNT = "123456789012";
const SCOPE: AccessScope = {
  principal: { arn: `arn:aws:sts::${ACCOUNT}:assumed-role/reader/ci`, accountId: ACCOUNT },
  actions: ["ecr:ListImages"],
  resources: `arn:aws:ecr:us-west-2:${ACCOUNT}:repository/*`,
  resourceAccountId: ACCOUNT,
};

/** What a caller without policies gains by one Allow with these conditions, written as JSON: a key may be called anything. */
function gainedIf(conditions: string, different: Partial<AccessScope> = {}) {
  const statement = { Effect: "Allow", Action: "ecr:*", Resource: "*", Condition: JSON.parse(conditions) };
  const document = { Version: "2012-10-17", Statement: statement };
  const head: PolicySet = { identity: [{ name: "p", document }] };
  return compareAccess({ identity: [] }, head, { ...SCOPE, ...different }).gained;
}

describe("the region of the requests", () => {
  const inRegion = '{"StringEquals": {"aws:RequestedRegion": "us-west-2"}}';

  test.each([
    ["is known from a whole ARN pattern", `arn:aws:ecr:us-west-2:${ACCOUNT}:repository/*`, "some"],
    ["is known whatever the partition", `arn:*:ecr:us-west-2:${ACCOUNT}:repository/*`, "some"],
    ["is known before a * that ends the pattern", "arn:aws:ecr:us-west-2:*", "some"],
    ["is not, where a * before it stands for a colon", `arn:*:us-west-2:${ACCOUNT}:repository/*`, "possible"],
    ["is not, where a ? does", `arn:aws?ecr:us-west-2:${ACCOUNT}:repository/*`, "possible"],
    ["is not, where it has a wildcard", `arn:aws:ecr:us-*:${ACCOUNT}:repository/*`, "possible"],
  ])("%s", (_name, resources, verdict) => {
    expect(gainedIf(inRegion, { resources }).verdict).toBe(verdict);
  });
});

describe("what scope.context knows of a tag", () => {
  const tagged = '{"StringEquals": {"ecr:ResourceTag/team": "a"}}';
  const verdict = (context: object) =>
    gainedIf(tagged, { context: context as AccessScope["context"] }).verdict;

  test("under both of its names it is one tag", () => {
    expect(verdict({ "ecr:ResourceTag/team": "a", "AWS:resourcetag/Team": ["a"] })).toBe("some");
    expect(verdict({ "ecr:ResourceTag/team": "b", "aws:ResourceTag/team": "b" })).toBe("none");
  });

  test("two values of it are refused", () => {
    expect(() => verdict({ "ecr:ResourceTag/team": "a", "aws:ResourceTag/team": "b" })).toThrow(
      'scope.context must give each key one value, got "aws:ResourceTag/team" with another',
    );
  });

  test("a key without a value is not known, one with an empty list is absent", () => {
    expect(verdict({ "ecr:ResourceTag/team": undefined })).toBe("some");
    expect(verdict({ "ecr:ResourceTag/team": [] })).toBe("none");
  });
});

describe("a condition key", () => {
  test.each([
    ["that is called __proto__ may be chosen", '{"StringEquals": {"__proto__": "a"}}', "__proto__ is a"],
    [
      "that is called constructor may be absent",
      '{"Null": {"constructor": "true"}}',
      "constructor is absent",
    ],
    [
      "is chosen with a value, not with an empty one",
      '{"StringEquals": {"aws:SourceVpc": ["", "vpc-1"]}, "Null": {"aws:SourceVpc": "false"}}',
      "aws:sourcevpc is vpc-1",
    ],
  ])("%s", (_name, conditions, because) => {
    expect(gainedIf(conditions)).toMatchObject({ verdict: "some", because: [because] });
  });
});

describe("Bool with both of its values is exact, as with one", () => {
  const MFA = "aws:MultiFactorAuthPresent";

  test.each([
    ["holds when the key is there", { Bool: { [MFA]: ["true", "false"] } }, "some"],
    ["does not when it is absent", { Bool: { [MFA]: ["true", "false"] }, Null: { [MFA]: "true" } }, "none"],
    ["always holds if that is enough", { BoolIfExists: { [MFA]: ["false", "true"] } }, "some"],
  ])("%s", (_name, conditions, verdict) => {
    expect(gainedIf(JSON.stringify(conditions)).verdict).toBe(verdict);
  });

  test("a Deny of it denies everything", () => {
    const allow = { Effect: "Allow", Action: "ecr:*", Resource: "*" };
    const deny = { ...allow, Effect: "Deny", Condition: { BoolIfExists: { [MFA]: ["true", "false"] } } };
    const document = { Version: "2012-10-17", Statement: [allow, deny] };
    const { gained } = compareAccess({ identity: [] }, { identity: [{ name: "p", document }] }, SCOPE);

    expect(gained).toEqual({ verdict: "none" });
  });
});

test("an order of NotPrincipal, which is not judged, makes no difference", () => {
  const repository = (...principals: readonly string[]): PolicySet => ({
    identity: [],
    resource: {
      Version: "2012-10-17",
      Statement: { Effect: "Allow", NotPrincipal: { AWS: principals }, Action: "ecr:*" },
    },
    resourceType: "ecr-repository",
  });
  const of = (base: PolicySet, head: PolicySet) => {
    const { gained, lost } = compareAccess(base, head, SCOPE);
    return [gained.verdict, lost.verdict];
  };

  expect(of(repository(ACCOUNT, "210987654321"), repository("210987654321", ACCOUNT))).toEqual([
    "none",
    "none",
  ]);
  expect(of(repository(ACCOUNT, "210987654321"), repository("210987654321"))).toEqual([
    "possible",
    "possible",
  ]);
});

test("swapping the sides swaps the answers, word by word, in whatever order each side writes its values", () => {
  const set = (...statements: readonly object[]): PolicySet => ({
    identity: [{ name: "p", document: { Version: "2012-10-17", Statement: statements } }],
  });
  const allow = (conditions: object, more: object = {}) => ({
    Effect: "Allow",
    Action: "ecr:*",
    Resource: "*",
    Condition: conditions,
    ...more,
  });
  const networks = (...values: readonly string[]) => ({ IpAddress: { "aws:SourceIp": values } });
  const organizations = (...values: readonly string[]) => ({
    StringEquals: { "aws:PrincipalOrgID": values },
  });
  const unlike = { StringNotEquals: { "aws:PrincipalTag/team": "a" } };
  const pairs: readonly (readonly [PolicySet, PolicySet])[] = [
    [
      set(allow(networks("192.0.2.0/24", "10.0.0.0/8"))),
      set(allow(networks("10.0.0.0/8", "192.0.2.0/24")), allow(networks("198.51.100.0/24"))),
    ],
    [set({ ...allow(organizations("o-2", "o-1")), Effect: "Deny" }), set(allow(organizations("o-1", "o-2")))],
    [
      set(allow({ ArnEquals: { "aws:PrincipalArn": "arn:aws:iam::123456789012:role/reader" } })),
      set(allow({ ArnLike: { "aws:PrincipalArn": "arn:aws:iam::123456789012:role/reader" }, ...unlike })),
    ],
  ];

  for (const [base, head] of pairs) {
    const [there, back] = [compareAccess(base, head, SCOPE), compareAccess(head, base, SCOPE)];
    expect([back.gained, back.lost]).toEqual([there.lost, there.gained]);
  }
});

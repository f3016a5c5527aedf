import type { AuthorizationRequest, PolicySet } from "../../../lib/iam/types";
import { naive } from "./naive";

/** Examples that AWS's own pages work out, so that the second opinion is checked by more than the first one. */

const account = "111122223333";
const other = "444455556666";
const arn = `arn:aws:ecr:us-west-2:${account}:repository/team-a/api`;
const user = { arn: `arn:aws:iam::${account}:user/carlossalazar`, accountId: account };
const session = {
  arn: `arn:aws:sts::${account}:assumed-role/examplerole/examplesession`,
  accountId: account,
};

function ask(principal: AuthorizationRequest["principal"], policies: Partial<PolicySet>, context = {}) {
  const request = { principal, action: "ecr:ListImages", resource: arn, resourceAccountId: account, context };
  const { decisions } = naive(request, { identity: [], ...policies });
  return decisions.map(({ result, by }) => `${result} by ${by}`);
}

const statement = (effect: string, more: object = {}) => ({
  Effect: effect,
  Action: "ecr:*",
  Resource: "*",
  ...more,
});
const document = (...statements: object[]) => ({ Version: "2012-10-17", Statement: statements });
const named = (...statements: object[]) => [{ name: "p", document: document(...statements) }];
const granting = (principal: object | string, more: object = {}) =>
  document({ Effect: "Allow", Principal: principal, Action: "ecr:*", ...more });
const nothing = named();

describe("the naive evaluator, on what AWS's pages say in words", () => {
  // reference_policies_evaluation-logic_policy-eval-denyallow
  test("an implicit deny in the boundary doesn't touch a grant to the user's own ARN", () => {
    expect(ask(user, { boundary: nothing, resource: granting({ AWS: user.arn }) })).toEqual([
      "Allowed by resource",
    ]);
  });

  test("an implicit deny in boundary or session policy limits a grant to the role's ARN, not one to the session's", () => {
    const role = granting({ AWS: `arn:aws:iam::${account}:role/examplerole` });
    expect(ask(session, { boundary: nothing, resource: role })).toEqual(["ImplicitlyDenied by boundary"]);
    expect(ask(session, { session: document(), resource: role })).toEqual(["ImplicitlyDenied by session"]);
    expect(ask(session, { resource: role })).toEqual(["Allowed by resource"]);
    const own = granting({ AWS: session.arn });
    expect(ask(session, { boundary: nothing, session: document(), resource: own })).toEqual([
      "Allowed by resource",
    ]);
  });

  test("a grant to everyone past a boundary is open, unless aws:PrincipalArn ties it to the caller", () => {
    const condition = { Condition: { ArnLike: { "aws:PrincipalArn": user.arn } } };
    const context = { "aws:PrincipalArn": user.arn };
    expect(ask(user, { boundary: nothing, resource: granting("*") })).toHaveLength(2);
    expect(ask(user, { boundary: nothing, resource: granting("*", condition) }, context)).toEqual([
      "Allowed by resource",
    ]);
  });

  test("an account as principal only delegates to its identity-based policies", () => {
    const resource = granting({ AWS: account });
    expect(ask(user, { resource })).toEqual(["ImplicitlyDenied by identity"]);
    expect(ask(user, { resource, identity: named(statement("Allow")) })).toEqual(["Allowed by both"]);
  });

  // reference_policies_evaluation-logic-cross-account
  test("across accounts both sides must allow", () => {
    const stranger = { arn: `arn:aws:iam::${other}:user/ann`, accountId: other };
    const [identity, resource] = [named(statement("Allow")), granting({ AWS: other })];
    expect(ask(stranger, { identity, resource })).toEqual(["Allowed by both"]);
    expect(ask(stranger, { identity })).toEqual(["ImplicitlyDenied by resource"]);
    expect(ask(stranger, { resource })).toEqual(["ImplicitlyDenied by identity"]);
  });

  // reference_policies_elements_notprincipal
  test("NotPrincipal with Deny spares a user listed with its account, denies others, and denies whoever has a boundary", () => {
    const identity = named(statement("Allow"));
    const denying = (...listed: string[]) =>
      document({ Effect: "Deny", NotPrincipal: { AWS: listed }, Action: "*" });
    const spared = denying(user.arn, `arn:aws:iam::${account}:root`);
    expect(ask(user, { identity, resource: spared })).toEqual(["Allowed by identity"]);
    expect(ask(user, { identity, resource: denying(`arn:aws:iam::${account}:user/bob`) })).toEqual([
      "ExplicitlyDenied by resource",
    ]);
    expect(ask(user, { identity, boundary: identity, resource: spared })).toEqual([
      "ExplicitlyDenied by resource",
    ]);
    expect(ask(user, { identity, resource: denying(user.arn) })).toHaveLength(2);
  });

  // reference_policies_elements_condition_operators, "ARN": where StringLike matches, ArnLike doesn't
  test.each([
    ["StringLike", "Allowed by identity"],
    ["ArnLike", "ImplicitlyDenied by identity"],
  ])("%s on AWS's own example of the two: %s", (operator, expected) => {
    const pattern = "arn:aws:someservice:*:111122223333:finance/*";
    const value = "arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt";
    const identity = named(statement("Allow", { Condition: { [operator]: { "aws:SourceArn": pattern } } }));
    expect(ask(user, { identity }, { "aws:SourceArn": value })).toEqual([expected]);
  });

  // reference_policies_variables, "policy variables with no value" and "specifying default values"
  test("a variable without a value matches no resource, and its default stands in for it", () => {
    const at = (name: string) => named(statement("Allow", { Resource: arn.replace("team-a", name) }));
    const variable = "${aws:PrincipalTag/team}";
    const byDefault = "${aws:PrincipalTag/team, 'team-a'}";
    expect(ask(user, { identity: at(variable) }, { "aws:PrincipalTag/team": "team-a" })).toEqual([
      "Allowed by identity",
    ]);
    expect(ask(user, { identity: at(variable) })).toEqual(["ImplicitlyDenied by identity"]);
    expect(ask(user, { identity: at(byDefault) })).toEqual(["Allowed by identity"]);
    expect(ask(user, { identity: at(byDefault) }, { "aws:PrincipalTag/team": "team-b" })).toEqual([
      "ImplicitlyDenied by identity",
    ]);
  });
});

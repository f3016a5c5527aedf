import { evaluate } from "../../lib/iam/evaluate";
import type { PolicySet } from "../../lib/iam/types";
import { firstDifference, type Judge } from "./differential-run";

describe("differential testing has teeth", () => {
  const withoutElement = (element: string) => (policies: PolicySet) =>
    JSON.parse(
      JSON.stringify(policies, (name, value: unknown) => (name === element ? undefined : value)),
    ) as PolicySet;
  const withText = (from: string, to: string) => (policies: PolicySet) =>
    JSON.parse(JSON.stringify(policies).replaceAll(from, to)) as PolicySet;

  test.each<[string, (policies: PolicySet) => PolicySet]>([
    ["forgets boundaries", (policies) => ({ ...policies, boundary: [] })],
    ["forgets session policies", (policies) => ({ ...policies, session: null })],
    ["forgets resource policies", (policies) => ({ ...policies, resource: null })],
    ["forgets SCPs", (policies) => ({ ...policies, scp: [] })],
    ["forgets RCPs", (policies) => ({ ...policies, rcp: [] })],
    ["forgets endpoint policies", (policies) => ({ ...policies, vpcEndpoint: [] })],
    ["asks one SCP level only", (policies) => ({ ...policies, scp: policies.scp?.slice(0, 1) })],
    ["reads no conditions", withoutElement("Condition")],
    ["reads Version 2008-10-17 as 2012-10-17", withText("2008-10-17", "2012-10-17")],
    ["takes NotResource for Resource", withText('"NotResource"', '"Resource"')],
    ["takes NotAction for Action", withText('"NotAction"', '"Action"')],
    ["takes NotPrincipal for Principal", withText('"NotPrincipal"', '"Principal"')],
    ["ignores IfExists", withText("IfExists", "")],
    ["takes ForAllValues for ForAnyValue", withText("ForAllValues:", "ForAnyValue:")],
    ["takes ArnEquals for StringEquals", withText("ArnEquals", "StringEquals")],
    ["takes a role's ARN for its session's", withText(":role/dev", ":sts-role/dev")],
    ["knows no variables", withText("${", "$ {")],
  ])("an evaluator that %s is found out within 3,000 questions", (_case, mistake) => {
    const mistaken: Judge = (request, policies) => evaluate(request, mistake(policies));
    expect(firstDifference(4, 3000, mistaken)).toEqual(expect.any(Number));
  });

  test("an evaluator that throws is found out at once", () => {
    const throwing: Judge = () => {
      throw new Error("no such policy");
    };
    expect(firstDifference(4, 1, throwing)).toBe(0);
  });
});

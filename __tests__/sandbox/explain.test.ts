import { explain } from "../../sandbox/explain";

const denied = {
  time: "2026-06-01T12:00:00.000Z",
  principal: "arn:aws:sts::123456789012:assumed-role/r/s",
  action: "ecr:ListImages",
  resource: "arn:aws:ecr:us-west-2:123456789012:repository/team-b/alpine",
} as const;

test("what was allowed needs no words", () => {
  expect(explain({ ...denied, verdict: "Allowed", by: "identity" })).toBeUndefined();
});

test.each([
  ["identity", "an identity policy of"],
  ["boundary", "the permissions boundary of"],
  ["session", "the session policy of"],
])("an implicit denial by %s shows the statement that was missing in %s the principal", (by, place) => {
  expect(explain({ ...denied, verdict: "ImplicitlyDenied", by })).toBe(
    `denied: ${denied.principal} ecr:ListImages on ${denied.resource}\n  missing in ${place} ${denied.principal}: {"Effect":"Allow","Action":"ecr:ListImages","Resource":"${denied.resource}"}`,
  );
});

test("a missing trust shows the trust policy's statement", () => {
  const record = { ...denied, action: "sts:AssumeRole", verdict: "ImplicitlyDenied", by: "trust" } as const;
  expect(explain(record)).toContain(
    `missing in the role's trust policy: {"Effect":"Allow","Principal":{"AWS":"${denied.principal}"},"Action":"sts:AssumeRole"}`,
  );
});

test("an explicit denial names the policy and the statement", () => {
  const record = {
    ...denied,
    verdict: "ExplicitlyDenied",
    by: "identity",
    policy: "guard",
    statement: "No",
  } as const;
  expect(explain(record)).toContain("statement No of guard denies it (identity)");
});

test("a refusal says why", () => {
  expect(explain({ time: denied.time, verdict: "Refused", reason: "InvalidRequest: twice" })).toBe(
    "refused: an unknown sender a request: InvalidRequest: twice",
  );
});

import type { Decision } from "../../lib/iam/types";
import { compare } from "./differential-compare";
import type { Outcome } from "./naive/naive";

const allowed: Decision = { result: "Allowed", by: "identity", statement: { policy: "p", index: 0 } };
const denied: Decision = { result: "ImplicitlyDenied", by: "identity" };
const decided = (decision: Decision): Outcome => ({ decisions: [decision], doubts: [], seen: [] });
const open: Outcome = { decisions: [allowed, denied], doubts: ["short ARN"], seen: ["short ARN"] };

describe("comparing the two evaluators", () => {
  test("takes the same result, kind and statement for the same", () => {
    expect(compare(decided(allowed), { ...allowed })).toBeUndefined();
    expect(compare(decided(denied), { ...denied })).toBeUndefined();
  });

  test.each<[string, Outcome, Decision]>([
    ["an Allowed that AWS's pages don't give", decided(denied), allowed],
    ["a denial that AWS's pages don't give", decided(allowed), denied],
    ["another kind of policy", decided(denied), { ...denied, by: "boundary" }],
    ["another statement", decided(allowed), { ...allowed, statement: { policy: "p", index: 1 } }],
    ["a statement of another policy", decided(allowed), { ...allowed, statement: { policy: "q", index: 0 } }],
    ["an Allowed in doubt", open, { ...allowed, unsupported: ["…"] }],
    ["an Allowed where others are possible, without a word", open, allowed],
    ["a denial where others are possible, without a word", open, denied],
    ["an unsupported where there is no doubt", decided(allowed), { ...denied, unsupported: ["…"] }],
  ])("never lets %s pass unexplained", (_case, outcome, theirs) => {
    expect(compare(outcome, theirs)).toMatchObject({ what: expect.any(String) as string });
    expect(compare(outcome, theirs)?.explained).toBeUndefined();
  });

  test("lets a denial pass that says what it couldn't judge, where AWS's pages leave it open", () => {
    expect(compare(open, { ...denied, unsupported: ["…"] })).toBeUndefined();
  });
});

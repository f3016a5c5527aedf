import { alone, elements, leastShares, oneSided, quantified, share } from "./differential-coverage";
import { run } from "./differential-run";

const QUESTIONS = 5000;

describe("a second evaluator, written naively from AWS's pages", () => {
  const result = run(1, 0, QUESTIONS);

  test("agrees with evaluate on 5,000 random questions but for the explained differences", () => {
    expect(result.differences).toEqual([]);
  });

  test.each(Object.entries(leastShares))("%s decides at least %d % of them", (decision, least) => {
    expect(share(result, decision, QUESTIONS)).toBeGreaterThanOrEqual(least);
  });

  test("every element matched and did not match, at least 50 times each", () => {
    expect(oneSided(result, elements, 50)).toEqual([]);
  });

  test("every condition operator matched and did not match, at least 5 times each", () => {
    expect(oneSided(result, alone, 5)).toEqual([]);
  });

  test("every condition operator matched and did not match with ForAllValues, ForAnyValue and IfExists", () => {
    expect(oneSided(result, quantified, 1)).toEqual([]);
  });
});

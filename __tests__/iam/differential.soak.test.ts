import { decidedThere, unsupportedThere } from "./differential-explained";
import {
  alone,
  elements,
  leastShares,
  oneSided,
  quantified,
  quantifiedIfExists,
  share,
} from "./differential-coverage";
import { run } from "./differential-run";

const QUESTIONS = 200_000;

describe("a second evaluator, written naively from AWS's pages", () => {
  const result = run(2, 0, QUESTIONS);

  test("agrees with evaluate on 200,000 random questions but for the explained differences", () => {
    expect(result.differences).toEqual([]);
  });

  test("every difference on the list of explained ones occurs", () => {
    const names = [...Object.keys(decidedThere), ...unsupportedThere.map(({ name }) => name)];
    const met = [...result.explained.keys()].flatMap((one) => one.split(", "));
    expect(names.filter((name) => !met.includes(name))).toEqual([]);
  });

  test.each(Object.entries(leastShares))("%s decides at least %d % of them", (decision, least) => {
    expect(share(result, decision, QUESTIONS)).toBeGreaterThanOrEqual(least);
  });

  test("every element and every condition operator came out both ways, with every set operator and IfExists too", () => {
    expect(oneSided(result, [...elements, ...alone], 100)).toEqual([]);
    expect(oneSided(result, [...quantified, ...quantifiedIfExists], 10)).toEqual([]);
  });
});

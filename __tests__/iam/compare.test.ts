import { compareAccess } from "../../lib/iam/compare";
import { growthProblems, problemsOf, randomPairs, sidedPairs } from "./compare-properties";

describe("comparing access for every name", () => {
  test("asking request by request over all short names agrees, for 2,000 random pairs", () => {
    const wrong = [...randomPairs(20261124, 2000)].flatMap((pair) => {
      const problems = problemsOf(pair);
      return problems.length ? [{ problems, pair: JSON.stringify(pair) }] : [];
    });

    expect(wrong.slice(0, 3)).toEqual([]);
  });

  test("asking request by request agrees where tags and ARNs are known and differ between the sides", () => {
    const pairs = [...sidedPairs(13, 1000)];
    const wrong = pairs.flatMap((pair) => {
      const problems = problemsOf(pair);
      return problems.length ? [{ problems, pair: JSON.stringify(pair) }] : [];
    });
    const changed = pairs.filter(
      ({ base, head, scope }) => base === head && compareAccess(base, head, scope).gained.verdict === "some",
    );

    expect(wrong.slice(0, 3)).toEqual([]);
    expect(changed.length).toBeGreaterThan(10);
  });

  test("the random pairs are of every kind: each answer is given often", () => {
    const verdicts = [...randomPairs(20261124, 300)].map(
      ({ base, head, scope }) => compareAccess(base, head, scope).gained.verdict,
    );

    for (const verdict of ["none", "some", "possible"])
      expect(verdicts.filter((one) => one === verdict).length).toBeGreaterThan(5);
    expect(verdicts.filter((one) => one === "some").length).toBeGreaterThan(50);
  });

  test("adding an Allow never loses, adding a Deny never gains, nothing differs from itself", () => {
    expect(growthProblems(7, 500)).toEqual([]);
  });
});

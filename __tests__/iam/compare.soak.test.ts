import { growthProblems, problemsOf, randomPairs } from "./compare-properties";

const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);

test(`asking request by request agrees for 50,000 random pairs (SEED=${seed})`, () => {
  for (const pair of randomPairs(seed, 50_000)) {
    const problems = problemsOf(pair);
    expect({ problems, pair: problems.length ? JSON.stringify(pair) : "" }).toEqual({
      problems: [],
      pair: "",
    });
  }
});

test(`adding an Allow never loses, adding a Deny never gains (SEED=${seed})`, () => {
  expect(growthProblems(seed, 20_000)).toEqual([]);
});

import { expectation, isContradicted, type ProvedCell } from "../../lib/verify/cell";
import { contradictions, resultOf } from "../../lib/verify/result";
import { sample } from "../../lib/verify/sample";

const cell = (change: Partial<ProvedCell> = {}): ProvedCell => ({
  role: "r",
  action: "ecr:ListImages",
  repository: "team-b/alpine",
  declared: "denied",
  predicted: "denied",
  observed: "denied",
  reason: "",
  attempts: 1,
  requestId: "",
  ...change,
});

const allowed = cell({
  repository: "team-a/alpine",
  declared: "allowed",
  predicted: "allowed",
  observed: "allowed",
});

const whole = { notAsked: [], interrupted: false };

describe("the result", () => {
  test("is proved with an allowed and a denied cell for each role, all as expected", () => {
    expect(resultOf([allowed, cell()], whole)).toEqual({ result: "proved", notShown: [] });
  });

  test("says what was left out on purpose without being less for it", () => {
    const left = { notAsked: ["uploads"], interrupted: false };
    expect(resultOf([allowed, cell()], left)).toEqual({ result: "proved", notShown: ["uploads"] });
  });

  test.each([
    ["there is no cell", []],
    ["a role has no denied cell", [allowed]],
    ["a role has no allowed cell", [cell()]],
    ["one of two roles has both", [allowed, cell(), cell({ role: "q" })]],
    [
      "a cell is inconclusive",
      [allowed, cell(), cell({ repository: "team-c/x", observed: "inconclusive", reason: "throttled" })],
    ],
    [
      "nothing says what a cell should be",
      [allowed, cell(), cell({ repository: "team-c/x", declared: "undeclared", predicted: "unknown" })],
    ],
  ])("is inconclusive, and says so, where %s", (_case, cells) => {
    const { result, notShown } = resultOf(cells, whole);
    expect(result).toBe("inconclusive");
    expect(notShown).not.toEqual([]);
  });

  test.each([
    ["declared denied, observed allowed", { observed: "allowed" }],
    ["predicted allowed, observed denied", { predicted: "allowed", declared: "undeclared" }],
    ["declared allowed, observed denied", { declared: "allowed", predicted: "unknown" }],
  ] as const)("is contradicted by one cell: %s", (_case, change) => {
    expect(resultOf([allowed, cell(), cell({ repository: "team-c/x", ...change })], whole).result).toBe(
      "contradicted",
    );
  });

  test.each([
    ["nobody declares or predicts", { declared: "undeclared", predicted: "unknown" }],
    ["nobody predicts", { predicted: "unknown" }],
  ] as const)("is not contradicted by what %s", (_case, change) => {
    expect(isContradicted(cell(change))).toBe(false);
  });

  test("is inconclusive where the run was interrupted, whatever was seen by then", () => {
    const seen = [allowed, cell(), cell({ observed: "allowed" })];
    expect(resultOf(seen, { ...whole, interrupted: true }).result).toBe("inconclusive");
    expect(resultOf([allowed, cell()], { ...whole, interrupted: true }).result).toBe("inconclusive");
  });

  test("expects what is declared, else what is predicted, else nothing", () => {
    expect(expectation(cell({ declared: "allowed" }))).toBe("allowed");
    expect(expectation(cell({ declared: "undeclared" }))).toBe("denied");
    expect(expectation(cell({ declared: "undeclared", predicted: "unknown" }))).toBeUndefined();
  });

  test("names each contradiction in one line that says what to look at", () => {
    expect(contradictions([allowed, cell({ observed: "allowed" })])).toEqual([
      "r can ecr:ListImages team-b/alpine: declared denied, predicted denied, observed allowed; " +
        "a repository policy on team-b/alpine, or a policy that was attached by hand?",
    ]);
  });
});

describe("a sample", () => {
  const many = ["team-a/x", "team-a-secret/x", "zebra/x", "zoo/x"].map((repository) =>
    repository === "team-a/x" ? cell({ ...allowed, repository }) : cell({ repository }),
  );

  test("takes near misses first, and says how many cells each stands for", () => {
    const chosen = sample(many, 1).map(({ cell: { repository }, standsFor }) => [repository, standsFor]);
    expect(chosen).toEqual([
      ["team-a/x", 1],
      ["team-a-secret/x", 3],
    ]);
  });

  test.each([1, 2, 3, 100])("of %d a group stands for every cell", (size) => {
    expect(sample(many, size).reduce((sum, { standsFor }) => sum + standsFor, 0)).toBe(many.length);
  });
});

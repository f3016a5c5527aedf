/** 50 teams: 2,500 role-repository pairs, 17,550 cells, all of them proved; and a sample of them with a tenth of the calls. */
import { deployedTeams, type Deployed, proveCells } from "../../bench/verify/deployed";
import { cellsOf, teamsRegistry } from "../../bench/verify/teams";
import { contradictions, resultOf } from "../../lib/verify/result";
import { sample } from "../../lib/verify/sample";

const TEAMS = 50;
const cells = cellsOf(teamsRegistry(TEAMS));
const whole = { notAsked: [], interrupted: false };

let deployed: Deployed;
let callsForAll = 0;

beforeAll(async () => {
  deployed = await deployedTeams(TEAMS);
});

afterAll(() => deployed?.close());

test("every cell of 50 teams is proved", async () => {
  const pairs = new Set(
    cells.filter((cell) => cell.repository !== "*").map((cell) => `${cell.role} ${cell.repository}`),
  );
  expect(pairs.size).toBe(2_500);
  const { cells: proved, calls, seconds } = await proveCells(deployed, TEAMS, cells);
  callsForAll = calls;
  process.stderr.write(`${calls} calls in ${Math.round(seconds)} s\n`);
  expect(contradictions(proved)).toEqual([]);
  expect(resultOf(proved, whole)).toEqual({ result: "proved", notShown: [] });
  expect(proved).toHaveLength(17_550);
});

test("one of each group that behaves alike is proved with at most a tenth of the calls", async () => {
  const chosen = sample(cells, 1);
  expect(chosen.reduce((sum, { standsFor }) => sum + standsFor, 0)).toBe(cells.length);
  const sampled = chosen.map(({ cell, standsFor }) => ({ ...cell, standsFor }));
  const { cells: proved, calls } = await proveCells(deployed, TEAMS, sampled);
  expect(resultOf(proved, whole).result).toBe("proved");
  expect(calls * 10).toBeLessThanOrEqual(callsForAll);
});

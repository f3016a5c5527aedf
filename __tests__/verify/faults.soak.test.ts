/** Policies that arrive late, go back and forth, and a service that fails meanwhile: no wrong verdict, ever. ECR_ACCESS_RUNS: how many runs. */
import { complaints, faultRun, type Moto, prove, startSharedMoto } from "./fault-runs";

const RUNS = Number(process.env.ECR_ACCESS_RUNS || 150);
const FIRST = 100;

let moto: Moto;

beforeAll(async () => {
  moto = await startSharedMoto();
});

afterAll(() => moto.stop());

test(`no wrong verdict and nothing left open in ${RUNS} seeded runs`, async () => {
  const wrong: { seed: number; says: string; complaints: string[] }[] = [];
  for (let seed = FIRST; seed < FIRST + RUNS; seed++) {
    const run = faultRun(seed);
    const found = complaints(run, await prove(run, moto));
    if (found.length) wrong.push({ seed, says: run.says, complaints: found });
  }
  expect(wrong).toEqual([]);
});

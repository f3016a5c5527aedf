/** A few of the runs of faults.soak.test.ts, and each fault alone. */
import {
  complaints,
  faultRun,
  FAULTS,
  type Moto,
  prove,
  proveWithSdkRetries,
  startSharedMoto,
} from "./fault-runs";

let moto: Moto;

beforeAll(async () => {
  moto = await startSharedMoto();
});

afterAll(() => moto.stop());

test.each(Object.entries(FAULTS))(
  "%s is waited out, and nothing of it is taken for an answer",
  async (_name, fault) => {
    const seed = 9_000 + Object.values(FAULTS).indexOf(fault);
    const faults = [{ ...fault, service: "ecr", times: fault.delayMilliseconds ? 1 : 8 }];
    const run = { ...faultRun(seed), changes: [], faults, last: "right" as const };
    expect(complaints(run, await prove(run, moto))).toEqual([]);
  },
);

test.each([0, 1, 2, 3, 4, 5, 6, 7, 8])(
  "policies that are on their way and faults give no wrong verdict, seed %d",
  async (seed) => {
    const run = faultRun(seed);
    expect({ says: run.says, complaints: complaints(run, await prove(run, moto)) }).toEqual({
      says: run.says,
      complaints: [],
    });
  },
);

test("every fault, one after the other, is waited out with the SDK's own retries, too", async () => {
  const faults = Object.values(FAULTS).map((fault) => ({ ...fault, action: "ListImages", times: 1 }));
  const run = { ...faultRun(9_100), changes: [], faults, last: "right" as const };
  expect(complaints(run, await proveWithSdkRetries(run, moto))).toEqual([]);
});

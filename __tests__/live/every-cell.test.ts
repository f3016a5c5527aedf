/**
 * `ecr-access verify` as a Jest suite, one test a cell, for who keeps evidence in test reports. ECR_ACCESS_TIMEOUT is how
 * many seconds an answer that is not the expected one is asked for again (120 unless it says otherwise).
 */
import { join } from "node:path";
import { type CellsToProve, cellsToProve } from "../../cli/verify/cells";
import { verifyCells, whoAmI } from "../../cli/verify/verify-cells";
import { ROOT } from "../../cli/root";
import { loadRegistry } from "../../lib/config/load";
import { contradictions, type Verification } from "../../lib/verify/result";

const timeout = Number(process.env.ECR_ACCESS_TIMEOUT || 120);
const registry = loadRegistry(process.env.ECR_ACCESS_CONFIG || join(ROOT, "registry.yaml"), process.env);
const selected: CellsToProve = cellsToProve(registry, {});

describe(`every cell of ${registry.account}, ${registry.region}`, () => {
  let verification: Verification;

  beforeAll(
    async () => {
      const signal = new AbortController().signal;
      verification = await verifyCells(registry, selected, await whoAmI(registry), {
        timeout,
        concurrency: 10,
        signal,
      });
    },
    (3 * timeout + 60) * 1_000,
  );

  test.each(selected.cells.map((cell, index) => ({ ...cell, index })))(
    "$role on $repository: $action is $declared",
    ({ index, declared, predicted }) => {
      const { observed, reason } = verification.cells[index]!;
      const expected = declared === "undeclared" ? predicted : declared;
      expect({ observed, reason }).toEqual({ observed: expected, reason });
    },
  );

  test("nothing contradicts, and nothing is left open", () => {
    expect(contradictions(verification.cells)).toEqual([]);
    expect(verification.result).toBe("proved");
  });
});

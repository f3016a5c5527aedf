/**
 * `ecr-access verify` as a Jest suite, one test a cell, for who keeps evidence in test reports. ECR_ACCESS_TIMEOUT is how
 * many seconds an answer that is not the expected one is asked for again (120 unless it says otherwise).
 */
import { join } from "node:path";
import { cellsToProve } from "../../cli/verify/cells";
import { verifyCells } from "../../cli/verify/verify-cells";
import { ROOT } from "../../cli/root";
import { loadRegistry } from "../../lib/config/load";
import { type CellToProve, expectation } from "../../lib/verify/cell";
import { contradictions, type Verification } from "../../lib/verify/result";
import { Secrets } from "../../lib/verify/secrets";

const timeout = Number(process.env.ECR_ACCESS_TIMEOUT || 120);
const config = process.env.ECR_ACCESS_CONFIG || join(ROOT, "registry.yaml");
const registry = loadRegistry(config, process.env);
// what the lab synthesized, where its lines are exported
const selected = cellsToProve(registry, { from: process.env.CDKTF_OUTPUT || undefined });

/** `ecr_access_teama_role may not ecr:ListImages team-b/alpine` */
function sentenceOf(cell: CellToProve): string {
  const may = { allowed: "may", denied: "may not", unknown: "may or may not" }[
    expectation(cell) ?? "unknown"
  ];
  return `${cell.role} ${may} ${cell.action} ${cell.repository}`;
}

describe(`every cell of ${registry.account}, ${registry.region}`, () => {
  let verification: Verification;

  beforeAll(
    async () => {
      verification = await verifyCells(registry, selected, {
        timeout,
        concurrency: 10,
        signal: new AbortController().signal,
        secrets: new Secrets(),
      });
    },
    (3 * timeout + 300) * 1_000,
  );

  test.each(selected.cells.map((cell, index) => [sentenceOf(cell), index] as const))(
    "%s",
    (_sentence, index) => {
      const { observed, reason } = verification.cells[index]!;
      expect({ observed, reason }).toEqual({ observed: expectation(selected.cells[index]!), reason });
    },
  );

  test("nothing contradicts, and nothing is left open", () => {
    expect(contradictions(verification.cells)).toEqual([]);
    expect({ result: verification.result, notShown: verification.notShown }).toMatchObject({
      result: "proved",
    });
  });
});

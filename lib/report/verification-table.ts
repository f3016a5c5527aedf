import { renderTable, type TableOptions } from "./table";
import { factsOf, resultLine, shownCells, type VerificationReport } from "./verification-facts";

/** A verification for a terminal: the cells, what contradicts, when and where, and the result last. */
export function verificationTable(
  { verification, contradictions }: VerificationReport,
  options: TableOptions = {},
): string {
  const lines = [
    renderTable(shownCells(verification), options),
    ...contradictions,
    ...factsOf(verification).map(([name, value]) => `${name}: ${value}`),
    "",
    resultLine(verification),
  ];
  return `${lines.join("\n")}\n`;
}

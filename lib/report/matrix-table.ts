import type { MatrixReport } from "../matrix/report";
import { type TableOptions, tableOfGroups } from "./table";
import { verdictOf } from "./verdict";

/** The matrix for a terminal: its groups, who may assume which role, and what to make of it. */
export function matrixTable(report: MatrixReport, options: TableOptions = {}): string {
  const { summary, repositories, roles } = report;
  const lines = [
    tableOfGroups(summary.groups, repositories, options),
    "",
    "who may assume",
    ...roles.flatMap(({ role, assumableBy }) =>
      assumableBy.map(
        ({ principal, condition }) => `  ${role}: ${principal}${condition ? ` (${condition})` : ""}`,
      ),
    ),
    "",
    verdictOf(report),
  ];
  return `${lines.join("\n")}\n`;
}

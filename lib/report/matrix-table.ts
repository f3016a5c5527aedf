import type { MatrixReport } from "../matrix/report";
import { type TableOptions, tableOfGroups } from "./table";

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

/** One sentence: how many cells, how many differ, how many are not known. */
export function verdictOf({ summary, size }: MatrixReport): string {
  const { different, unknown, missing } = summary;
  const absent = [
    ...missing.roles.map((name) => `role ${name}`),
    ...missing.repositories.map((name) => `repository ${name}`),
  ];
  return [
    counted(size, "cell", "cells"),
    different ? `${different} differ from what is declared` : "",
    unknown ? `${unknown} unknown` : "",
    absent.length
      ? `declared but not there: ${absent.slice(0, 5).join(", ")}${absent.length > 5 ? ` and ${absent.length - 5} more` : ""}`
      : "",
  ]
    .filter(Boolean)
    .join(", ");
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

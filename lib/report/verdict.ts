import type { MatrixReport } from "../matrix/report";

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

import { type Isolation, isolationOf } from "../../lib/matrix/isolation";
import type { Summary } from "../../lib/matrix/summary";
import { type MatrixReport, matrixReport } from "../../lib/matrix/report";
import { matrixHtml } from "../../lib/report/matrix-html";
import { MOST_JSON_CELLS, matrixJson } from "../../lib/report/matrix-json";
import { matrixMarkdown } from "../../lib/report/matrix-markdown";
import { matrixTable } from "../../lib/report/matrix-table";
import { writeWhole } from "../../lib/system/write-file";
import { UsageError } from "../failure";
import { type MatrixSource, readActions, readBoth } from "../read-matrix";

export interface MatrixOptions extends MatrixSource {
  readonly actions?: readonly string[];
  readonly format: "table" | "markdown" | "json" | "html";
  readonly out?: string;
}

/** Shows or writes the matrix; the exit status says whether it agrees with the registry. */
export function showMatrix({ actions, format, out, ...source }: MatrixOptions): number {
  const { matrix, registry } = readBoth(source);
  const report = matrixReport(matrix, readActions(actions));
  const isolation = registry && (() => isolationOf(matrix.source, registry));
  const pieces = render(
    report,
    isolation,
    format,
    out === undefined && process.stdout.isTTY && !process.env.NO_COLOR,
  );
  if (out === undefined) for (const piece of pieces) process.stdout.write(piece);
  else write(out, [...pieces].join(""));
  return statusOf(report.summary);
}

function render(
  report: MatrixReport,
  isolation: (() => Isolation) | undefined,
  format: MatrixOptions["format"],
  colour: boolean,
): Iterable<string> {
  switch (format) {
    case "table":
      return [matrixTable(report, { colour })];
    case "markdown":
      return [matrixMarkdown(report)];
    case "html":
      return [matrixHtml(report, isolation?.())];
    case "json":
      if (report.size > MOST_JSON_CELLS) {
        throw new UsageError(
          `--format json holds ${MOST_JSON_CELLS} cells at most, got ${report.size}: ask for fewer --actions, or for a format that groups what is alike`,
        );
      }
      return matrixJson(report);
  }
}

function write(file: string, content: string): void {
  try {
    writeWhole(file, content);
  } catch (error) {
    throw new UsageError(`--out ${file}: ${(error as Error).message}`);
  }
}

function statusOf({ different, unknown, missing }: Summary): number {
  if (different || missing.roles.length || missing.repositories.length) return 1;
  return unknown ? 3 : 0;
}

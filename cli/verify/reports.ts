import { verificationHtml } from "../../lib/report/verification-html";
import { verificationJunit } from "../../lib/report/verification-junit";
import { verificationMarkdown } from "../../lib/report/verification-markdown";
import { verificationTable } from "../../lib/report/verification-table";
import { writeWhole } from "../../lib/system/write-file";
import { isContradicted } from "../../lib/verify/cell";
import { contradictions as contradictionsOf, type Verification } from "../../lib/verify/result";
import { WorkError } from "../failure";
import type { Outputs } from "./check-reports";

/**
 * Writes each report whole or not at all; contradictions and gaps go to stderr too.
 *
 * @throws {WorkError} when one can't be written; the others are, and stdout has its report whatever becomes of them
 */
export function writeReports(verification: Verification, { format, out, junit, html }: Outputs): void {
  const contradictions = contradictionsOf(verification.cells);
  const report = { verification, contradictions };
  const failed: string[] = [];
  const write = (option: string, file: string | undefined, render: () => string): void => {
    if (file === undefined) return;
    try {
      writeWhole(file, render());
    } catch (error) {
      failed.push(`--${option}: ${(error as Error).message}`);
    }
  };
  const text = (colour: boolean): string => {
    if (format === "json") return `${JSON.stringify(verification, null, 2)}\n`;
    return format === "markdown" ? verificationMarkdown(report) : verificationTable(report, { colour });
  };
  write("out", out, () => text(false));
  write("junit", junit, () => verificationJunit(verification, isContradicted));
  write("html", html, () => verificationHtml(report));
  if (out === undefined) process.stdout.write(text(Boolean(process.stdout.isTTY) && !process.env.NO_COLOR));
  for (const line of contradictions) console.error(line);
  for (const line of verification.notShown) console.error(`not shown: ${line}`);
  if (failed.length) throw new WorkError(`the result is ${verification.result}, but: ${failed.join("; ")}`);
}

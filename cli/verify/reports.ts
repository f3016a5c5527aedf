import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { renderTable } from "../../lib/report/table";
import { verificationJunit } from "../../lib/report/verification-junit";
import { writeWhole } from "../../lib/system/write-file";
import { isContradicted } from "../../lib/verify/cell";
import { contradictions, type Verification } from "../../lib/verify/result";
import { UsageError } from "../failure";
import type { VerifyOptions } from "./options";

type Outputs = Pick<VerifyOptions, "format" | "out" | "junit" | "html">;

const FORMATS = ["table", "json"];

/** Before any call: a run whose report can't be written is wasted. */
export function checkReports({ format, out, junit, html }: Outputs): void {
  if (!FORMATS.includes(format))
    throw new UsageError(`--format must be one of ${FORMATS.join(", ")}, got ${JSON.stringify(format)}`);
  for (const [option, file] of Object.entries({ out, junit, html })) {
    if (file !== undefined && !existsSync(dirname(file))) {
      throw new UsageError(
        `--${option} must be a file in a folder that is there, got ${JSON.stringify(file)}`,
      );
    }
  }
}

/** Writes each report whole or not at all; contradictions and gaps go to stderr too. */
export function writeReports(verification: Verification, { format, out, junit }: Outputs): void {
  const text =
    format === "json"
      ? `${JSON.stringify(verification, null, 2)}\n`
      : asText(verification, out === undefined);
  if (out === undefined) process.stdout.write(text);
  else writeWhole(out, text);
  if (junit !== undefined) writeWhole(junit, verificationJunit(verification, isContradicted));
  for (const line of contradictions(verification.cells)) console.error(line);
  for (const line of verification.notShown) console.error(`not shown: ${line}`);
}

function asText(verification: Verification, onStdout: boolean): string {
  const { account, region, finishedAt, result, cells, sampled } = verification;
  const colour = onStdout && Boolean(process.stdout.isTTY) && !process.env.NO_COLOR;
  const extent = sampled ? ` (sampled: ${sampled.asked} of ${sampled.of} cells)` : "";
  return `${renderTable(cells, { colour })}\n${result}${extent}: ${cells.length} cells in ${account}, ${region}, at ${finishedAt}\n`;
}

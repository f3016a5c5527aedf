import { loadRegistry } from "../../lib/config/load";
import { interruptSignal } from "../interrupt";
import { cellsToProve } from "./cells";
import type { VerifyOptions } from "./options";
import { startProgress } from "./progress";
import { checkReports, writeReports } from "./reports";
import { verifyCells, whoAmI } from "./verify-cells";

const EXIT = { proved: 0, contradicted: 1, inconclusive: 3 } as const;

/** Proves what is asked for, and writes the reports. @returns the exit status */
export async function runVerify(options: VerifyOptions): Promise<number> {
  checkReports(options);
  const registry = loadRegistry(options.config, process.env);
  const selected = cellsToProve(registry, options);
  const caller = await whoAmI(registry);
  const verification = await verifyCells(registry, selected, caller, {
    ...options,
    signal: interruptSignal(),
    progress: (cells) => startProgress(cells, options.concurrency),
  });
  writeReports(verification, options);
  return EXIT[verification.result];
}

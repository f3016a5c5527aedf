import { closeSync, openSync, writeSync } from "node:fs";
import type { DecisionRecord } from "./decisions";

export interface DecisionLog {
  /** @throws the error of the file system, such as a full disk */
  readonly write: (record: DecisionRecord) => void;
  readonly close: () => void;
}

/** The log of decisions: one JSON line each, on the disk before the answer is on its way. Lines are added to a file. */
export function openDecisionLog(file: string): DecisionLog {
  const descriptor = openSync(file, "a", 0o600);
  return {
    write: (record) => {
      const line = Buffer.from(`${JSON.stringify(record)}\n`);
      for (let at = 0; at < line.length;) at += writeSync(descriptor, line, at);
    },
    close: () => closeSync(descriptor),
  };
}

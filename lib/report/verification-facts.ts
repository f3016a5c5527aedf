import type { ProvedCell } from "../verify/cell";
import type { Verification } from "../verify/result";

/** A verification, and what a reader has to be told of it in so many words. */
export interface VerificationReport {
  readonly verification: Verification;
  /** One line each, what to look at included. */
  readonly contradictions: readonly string[];
}

/** One sentence: the result, and how much was asked. */
export function resultLine({ result, cells, sampled }: Verification): string {
  const extent = sampled
    ? `sampled, ${sampled.asked} of ${sampled.of} cells were asked`
    : `${cells.length} ${cells.length === 1 ? "cell" : "cells"}`;
  return `${result}: ${extent}`;
}

/** Cells as tables show them: one that was sampled says for how many it stands. */
export function shownCells({ cells }: Verification): readonly ProvedCell[] {
  return cells.map((cell) =>
    cell.standsFor === undefined
      ? cell
      : { ...cell, repository: `${cell.repository} (for ${cell.standsFor})` },
  );
}

/** When, where and by whom, as pairs of a name and a value. */
export function factsOf(verification: Verification): readonly (readonly [name: string, value: string])[] {
  const { account, region, caller, commit, startedAt, finishedAt } = verification;
  return [
    ["account", account],
    ["region", region],
    ["started", startedAt],
    ["finished", finishedAt],
    ...(caller ? [["asked as", caller] as const] : []),
    ...(commit ? [["commit", commit] as const] : []),
  ];
}

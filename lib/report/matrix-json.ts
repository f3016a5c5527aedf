import type { MatrixReport } from "../matrix/report";

export const MOST_JSON_CELLS = 1_000_000;

/** The matrix as JSON, one cell a line; the shape is version 1 of a public interface. */
export function* matrixJson({
  account,
  region,
  roles,
  summary,
  unknowns,
  cells,
}: MatrixReport): Generator<string> {
  const head = {
    version: 1,
    account: account ?? null,
    region: region ?? null,
    roles,
    missing: summary.missing,
    notRead: unknowns,
  };
  yield `${JSON.stringify(head, null, 2).slice(0, -2)},\n  "cells": [`;
  let separator = "\n    ";
  for (const cell of cells()) {
    const { role, action, repository, declared, predicted, reason } = cell;
    yield separator + JSON.stringify({ role, action, repository, declared, predicted, reason });
    separator = ",\n    ";
  }
  yield "\n  ]\n}\n";
}

import { assumableBy } from "./assumable";
import type { Cell } from "./cell";
import { type AskedLevel, askedLevels } from "./levels";
import type { Matrix } from "./matrix";
import { type Summary, summarize } from "./summary";
import type { AssumableBy } from "./assumable";

/** Everything that a report of a matrix shows. */
export interface MatrixReport {
  readonly account: string | undefined;
  readonly region: string | undefined;
  readonly actions: readonly string[];
  /** The access levels, as far as the actions tell them apart. */
  readonly levels: readonly AskedLevel[];
  readonly repositories: readonly string[];
  readonly roles: readonly { readonly role: string; readonly assumableBy: readonly AssumableBy[] }[];
  readonly summary: Summary;
  /** What could not be read, one line each. */
  readonly unknowns: readonly string[];
  /** How many cells there are. */
  readonly size: number;
  cells(): Iterable<Cell>;
}

export function matrixReport(matrix: Matrix, actions: readonly string[]): MatrixReport {
  const { account, region, unknowns } = matrix.source;
  return {
    account,
    region,
    actions,
    levels: askedLevels(actions),
    repositories: matrix.repositories.map(({ name }) => name),
    roles: matrix.roles.map(({ name, inventory }) => ({
      role: name,
      assumableBy: inventory ? assumableBy(inventory) : [],
    })),
    summary: summarize(matrix, actions),
    unknowns,
    size: matrix.size(actions),
    cells: () => matrix.cells(actions),
  };
}

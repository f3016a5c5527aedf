import Table from "cli-table3";
import {
  type AnsweredCell,
  type Answers,
  type CellGroup,
  contradicts,
  groupCells,
  inReadingOrder,
} from "./group";
import { RepositoryNames } from "./names";

export interface TableOptions {
  /**
   * Colour the answers with ANSI escapes.
   *
   * @default false - plain text, in which every answer is written out too
   */
  readonly colour?: boolean;
}

const COLOURS: Readonly<Record<string, string>> = {
  allowed: "32",
  denied: "31",
  unknown: "33",
  inconclusive: "33",
  undeclared: "2",
};

const COLUMNS = ["declared", "predicted", "observed"] as const;

const plainAction = (action: string) => action.replace(/^ecr:/, "");

const ACTIONS_WIDTH = 48;

/** Names in lines of a width that leaves room for the other columns. */
function wrap(names: readonly string[]): string {
  const lines: string[] = [];
  for (const name of names) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + name.length + 2 <= ACTIONS_WIDTH)
      lines[lines.length - 1] = `${last}, ${name}`;
    else lines.push(name);
  }
  return lines.join(",\n");
}

function paint(text: string, code: string | undefined, colour: boolean): string {
  return colour && code ? `\u001b[${code}m${text}\u001b[0m` : text;
}

/** The columns that any of the cells fills. */
function filledColumns(groups: readonly Answers[]): (typeof COLUMNS)[number][] {
  return COLUMNS.filter((column) => groups.some((group) => group[column] !== undefined));
}

/** Rows of one role: its first row carries the name; contradictions are marked in a column of their own, by text. */
function row(
  group: CellGroup,
  first: boolean,
  columns: readonly (keyof Answers)[],
  names: RepositoryNames,
  colour: boolean,
): string[] {
  const answers = columns.map((column) => {
    const answer = group[column] ?? "";
    return paint(answer, COLOURS[answer], colour);
  });
  return [
    first ? group.role : "",
    names.of(group),
    wrap(group.actions.map(plainAction)),
    ...answers,
    contradicts(group) ? paint("DIFFERENT", "1;31", colour) : "",
  ];
}

/** Groups of cells as a table for a terminal. */
export function tableOfGroups(
  groups: readonly CellGroup[],
  all: readonly string[],
  { colour = false }: TableOptions = {},
): string {
  const columns = filledColumns(groups);
  const names = new RepositoryNames(all);
  const ordered = inReadingOrder(groups);
  const differ = groups.some(contradicts);
  const table = new Table({
    head: ["role", "repository", "action", ...columns, ...(differ ? [""] : [])],
    style: { head: [], border: [], compact: true },
    wordWrap: true,
  });
  ordered.forEach((group, index) => {
    const cells = row(group, group.role !== ordered[index - 1]?.role, columns, names, colour);
    table.push(differ ? cells : cells.slice(0, -1));
  });
  return table.toString();
}

/** Cells as a table for a terminal: what answers alike is one row. */
export function renderTable(cells: readonly AnsweredCell[], options: TableOptions = {}): string {
  const all = [...new Set(cells.map((cell) => cell.repository))];
  return tableOfGroups(groupCells(cells), all, options);
}

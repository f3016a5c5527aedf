import type { Cell } from "../matrix/cell";
import type { Review, ReviewedPolicy } from "../matrix/review";
import { isolationMarkdown } from "./isolation-markdown";
import { code, escapeMarkdown } from "./markdown-text";
import { groupTable, row, assumeTable } from "./markdown-tables";
import { verdictOf } from "./verdict";

/** Above this many cells the page holds the matrix by groups that behave alike. */
export const MOST_REVIEW_CELLS = 10_000;

/** Names in one line; what is more is counted. */
const MOST_NAMED = 10;

const plainAction = (action: string) => action.replace(/^ecr:/, "");

/** The page that a reviewer reads beside the synthesized stacks: the answers first, then the documents that give them. */
export function reviewPage({ isolation, matrix, shares, policies }: Review): string {
  const { account, region, size, roles, summary, repositories } = matrix;
  const lines = [
    "# Access review",
    "",
    `Account ${account ?? "unknown"}, ${region ?? "region unknown"}: ${verdictOf(matrix)}.`,
    "",
    "## Isolation",
    "",
    ...isolationMarkdown(isolation),
    "",
    "## Who can do what",
    "",
    ...(size > MOST_REVIEW_CELLS
      ? groupTable(summary.groups, repositories, false)
      : cellTable(matrix.cells())),
    "",
    "## What is shared",
    "",
    ...(shares.length ? shareTable(shares) : ["Nothing: every namespace is its own team's alone."]),
    "",
    "## Who may assume what",
    "",
    ...assumeTable(roles),
    "",
    "## Policies",
    ...policies.flatMap(policySection),
  ];
  return `${lines.join("\n")}\n`;
}

/** A line for each role on each repository where it may something (`?`: not known), and one for all where it may nothing. */
function cellTable(cells: Iterable<Cell>): readonly string[] {
  const byRole = new Map<string, Map<string, Cell[]>>();
  for (const cell of cells) {
    const rows = byRole.get(cell.role) ?? new Map<string, Cell[]>();
    byRole.set(cell.role, rows);
    rows.set(cell.repository, [...(rows.get(cell.repository) ?? []), cell]);
  }
  return [
    row(["role", "repository", "may", "may not"]),
    row(["---", "---", "---", "---"]),
    ...[...byRole].flatMap(([role, rows]) => roleRows(role, [...rows.values()])),
  ];
}

function roleRows(role: string, rows: readonly (readonly Cell[])[]): readonly string[] {
  const mayNothing = (cells: readonly Cell[]) => cells.every(({ predicted }) => predicted === "denied");
  const refused = rows.filter(mayNothing).map((cells) => cells[0]!.repository);
  const named =
    refused.length > MOST_NAMED ? `every other repository (${refused.length})` : refused.map(code).join(", ");
  return [
    ...rows
      .filter((cells) => !mayNothing(cells))
      .map((cells) => {
        const may = cells.filter(({ predicted }) => predicted !== "denied");
        const mayNot = cells.filter(({ predicted }) => predicted === "denied");
        return row([
          code(role),
          code(cells[0]!.repository),
          may
            .map(({ action, predicted }) => plainAction(action) + (predicted === "unknown" ? "?" : ""))
            .join(", "),
          mayNot.map(({ action }) => plainAction(action)).join(", "),
        ]);
      }),
    ...(refused.length ? [row([code(role), named, "nothing", "anything that is asked"])] : []),
  ];
}

function shareTable(shares: Review["shares"]): readonly string[] {
  return [
    row(["namespace", "with", "what", "repositories"]),
    row(["---", "---", "---", "---"]),
    ...shares.map(({ namespace, to, what, repositories }) =>
      row([
        code(namespace),
        escapeMarkdown(to.join(", ")),
        escapeMarkdown(what),
        repositories.map(code).join(", "),
      ]),
    ),
  ];
}

function policySection({ kind, of, name, document }: ReviewedPolicy): readonly string[] {
  const named = of.slice(0, MOST_NAMED).map(code).join(", ");
  const more = of.length > MOST_NAMED ? ` and ${of.length - MOST_NAMED} more` : "";
  const own = kind === "identity policy" || kind === "permissions boundary" ? ` ${code(name)}` : "";
  return [
    "",
    `### ${kind[0]!.toUpperCase()}${kind.slice(1)}${own} of ${named}${more}`,
    "",
    "```json",
    JSON.stringify(document, null, 2),
    "```",
  ];
}

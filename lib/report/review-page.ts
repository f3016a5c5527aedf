import type { Cell } from "../matrix/cell";
import type { Review, ReviewedPolicy } from "../matrix/review";
import { code, escapeMarkdown } from "./markdown-text";
import { groupTable, row, assumeTable } from "./markdown-tables";
import { verdictOf } from "./matrix-table";

/** Above this many cells the page holds the matrix by groups that behave alike. */
export const MOST_REVIEW_CELLS = 10_000;

const plainAction = (action: string) => action.replace(/^ecr:/, "");

/** The page that a reviewer reads beside the synthesized stacks: the answers first, then the documents that give them. */
export function reviewPage({ matrix, shares, policies }: Review): string {
  const { account, region, size, roles, summary, repositories } = matrix;
  const lines = [
    "# Access review",
    "",
    `Account ${account ?? "unknown"}, ${region ?? "region unknown"}: ${verdictOf(matrix)}.`,
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

/** A line for each role on each repository; `?` behind an action whose answer is not known. */
function cellTable(cells: Iterable<Cell>): readonly string[] {
  const rows = new Map<string, Cell[]>();
  for (const cell of cells) {
    const key = JSON.stringify([cell.role, cell.repository]);
    const same = rows.get(key);
    if (same) same.push(cell);
    else rows.set(key, [cell]);
  }
  return [
    row(["role", "repository", "may", "may not"]),
    row(["---", "---", "---", "---"]),
    ...[...rows.values()].map((ofOne) => {
      const may = ofOne.filter(({ predicted }) => predicted !== "denied");
      const mayNot = ofOne.filter(({ predicted }) => predicted === "denied");
      return row([
        code(ofOne[0]!.role),
        code(ofOne[0]!.repository),
        may
          .map(({ action, predicted }) => plainAction(action) + (predicted === "unknown" ? "?" : ""))
          .join(", "),
        mayNot.length === ofOne.length
          ? "anything that is asked"
          : mayNot.map(({ action }) => plainAction(action)).join(", "),
      ]);
    }),
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

const MOST_NAMED = 10;

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

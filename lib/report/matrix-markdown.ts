import type { MatrixReport } from "../matrix/report";
import { type CellGroup, contradicts, inReadingOrder } from "./group";
import { code, escapeMarkdown } from "./markdown-text";
import { verdictOf } from "./matrix-table";
import { RepositoryNames } from "./names";

/** The first line of a comment, by which a bot finds the one to replace. */
export const MATRIX_MARKER = "<!-- ecr-access: matrix -->";

const plainAction = (action: string) => action.replace(/^ecr:/, "");

/** The matrix for a pull request's comment: what differs or is unknown first, everything else collapsed. */
export function matrixMarkdown(report: MatrixReport): string {
  const { summary, repositories, roles, unknowns } = report;
  const names = new RepositoryNames(repositories);
  const groups = inReadingOrder(summary.groups);
  const notable = groups.filter((group) => contradicts(group) || group.predicted === "unknown");
  const lines = [
    MATRIX_MARKER,
    "### Who can do what",
    "",
    `${escapeMarkdown(verdictOf(report))}.`,
    ...(notable.length ? ["", "**To look at**", "", ...tableOf(notable, names, true)] : []),
    "",
    ...details(
      `Access of ${roles.length} roles to ${repositories.length} repositories`,
      tableOf(groups, names, false),
    ),
    "",
    ...details("Who may assume which role", assumeTable(roles)),
    ...(unknowns.length
      ? [
          "",
          ...details(
            `${unknowns.length} not read`,
            unknowns.map((one) => `- ${escapeMarkdown(one)}`),
          ),
        ]
      : []),
  ];
  return `${lines.join("\n")}\n`;
}

export function details(summary: string, content: readonly string[]): readonly string[] {
  return ["<details>", `<summary>${escapeMarkdown(summary)}</summary>`, "", ...content, "", "</details>"];
}

function tableOf(
  groups: readonly CellGroup[],
  names: RepositoryNames,
  withReason: boolean,
): readonly string[] {
  const declares = groups.some(({ declared }) => declared !== undefined);
  const head = [
    "role",
    "repository",
    "actions",
    ...(declares ? ["declared"] : []),
    "predicted",
    ...(withReason ? ["why"] : []),
  ];
  return [
    row(head),
    row(head.map(() => "---")),
    ...groups.map((group) =>
      row([
        code(group.role),
        code(names.of(group)),
        group.actions.map(plainAction).join(", "),
        ...(declares ? [group.declared ?? ""] : []),
        contradicts(group) ? `**${group.predicted}**` : (group.predicted ?? ""),
        ...(withReason ? [escapeMarkdown(group.reason ?? "")] : []),
      ]),
    ),
  ];
}

export function assumeTable(roles: MatrixReport["roles"]): readonly string[] {
  const rows = roles.flatMap(({ role, assumableBy }) =>
    assumableBy.map(({ principal, condition }) =>
      row([code(role), code(principal), escapeMarkdown(condition ?? "")]),
    ),
  );
  return [row(["role", "principal", "condition"]), row(["---", "---", "---"]), ...rows];
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

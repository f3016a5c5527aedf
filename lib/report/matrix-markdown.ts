import type { MatrixReport } from "../matrix/report";
import { contradicts, inReadingOrder } from "./group";
import { assumeTable, groupTable } from "./markdown-tables";
import { escapeMarkdown } from "./markdown-text";
import { verdictOf } from "./verdict";

/** The first line of a comment, by which a bot finds the one to replace. */
export const MATRIX_MARKER = "<!-- ecr-access: matrix -->";

/** The matrix for a pull request's comment: what differs or is unknown first, everything else collapsed. */
export function matrixMarkdown(report: MatrixReport): string {
  const { summary, repositories, roles, unknowns } = report;
  const groups = inReadingOrder(summary.groups);
  const notable = groups.filter((group) => contradicts(group) || group.predicted === "unknown");
  const lines = [
    MATRIX_MARKER,
    "### Who can do what",
    "",
    `${escapeMarkdown(verdictOf(report))}.`,
    ...(notable.length ? ["", "**To look at**", "", ...groupTable(notable, repositories, true)] : []),
    "",
    ...details(
      `Access of ${roles.length} roles to ${repositories.length} repositories`,
      groupTable(groups, repositories, false),
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

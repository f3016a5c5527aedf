import type { Changes } from "../matrix/changes";
import {
  type ChangeRow,
  assumeVerb,
  changeRows,
  listed,
  verbOf,
  verdictOfChanges,
  whereOf,
} from "./changes-rows";
import { details } from "./matrix-markdown";
import { row } from "./markdown-tables";
import { code, escapeMarkdown } from "./markdown-text";

/** The first line of a comment, by which a bot finds the one to replace. */
export const CHANGES_MARKER = "<!-- ecr-access: diff -->";

/** Above this many rows a direction is collapsed. */
const MOST_OPEN = 20;

/** What a change does to access, for a pull request's comment. */
export function changesMarkdown(changes: Changes): string {
  const rows = changeRows(changes);
  const gains = rows.filter(({ direction }) => direction === "gained");
  const losses = rows.filter(({ direction }) => direction === "lost");
  const lines = [
    CHANGES_MARKER,
    "### Who gains and who loses access",
    "",
    `${escapeMarkdown(verdictOfChanges(changes))}.`,
    ...section("Gained", gains, gains.length > MOST_OPEN),
    ...section("Lost", losses, true),
    ...assumeSection(changes),
    ...(changes.unknowns.length
      ? [
          "",
          ...details(
            `${changes.unknowns.length} not read`,
            changes.unknowns.map((one) => `- ${escapeMarkdown(one)}`),
          ),
        ]
      : []),
  ];
  return `${lines.join("\n")}\n`;
}

function section(title: string, rows: readonly ChangeRow[], collapsed: boolean): readonly string[] {
  if (!rows.length) return [];
  const table = [
    row(["who", "", "what", "where", "existing repositories", "because"]),
    row(["---", "---", "---", "---", "---", "---"]),
    ...rows.map((one) =>
      row([
        code(one.who),
        verbOf(one),
        escapeMarkdown(one.what),
        code(whereOf(one)),
        one.repositories.length ? code(listed(one.repositories)) : "none yet",
        escapeMarkdown(reasonsOf(one).join("; ")),
      ]),
    ),
  ];
  return collapsed
    ? ["", ...details(`${title} (${rows.length})`, table)]
    : ["", `**${title}**`, "", ...table];
}

function reasonsOf({ statement, because, changed = [] }: ChangeRow): readonly string[] {
  return [...(statement ? [statement] : []), ...because, ...changed];
}

function assumeSection({ assume }: Changes): readonly string[] {
  if (!assume.length) return [];
  return [
    "",
    "**Who may assume a role**",
    "",
    row(["role", "", "principal", "condition"]),
    row(["---", "---", "---", "---"]),
    ...assume.map((change) =>
      row([
        code(change.role),
        assumeVerb(change),
        code(change.principal),
        escapeMarkdown([change.condition, change.because].filter(Boolean).join("; ")),
      ]),
    ),
  ];
}

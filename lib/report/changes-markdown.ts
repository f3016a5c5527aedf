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
import { fitting } from "./fitting";
import { details } from "./matrix-markdown";
import { row } from "./markdown-tables";
import { code, escapeMarkdown } from "./markdown-text";

/** The first line of a comment, by which a bot finds the one to replace. */
export const CHANGES_MARKER = "<!-- ecr-access: diff -->";

/** Above this many rows a direction is collapsed. */
const MOST_OPEN = 20;

/** Characters of the parts: GitHub takes a comment of 65,536, and refuses any longer one. */
const MOST = { gained: 30_000, lost: 12_000, assume: 12_000, unread: 6_000 };

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
    ...unreadSection(changes),
  ];
  return `${lines.join("\n")}\n`;
}

function section(title: string, rows: readonly ChangeRow[], collapsed: boolean): readonly string[] {
  if (!rows.length) return [];
  const table = tableOf(
    ["who", "", "what", "where", "existing repositories", "because"],
    rows.map((one) => [
      code(one.who),
      verbOf(one),
      escapeMarkdown(one.what),
      code(whereOf(one)),
      one.repositories.length ? code(listed(one.repositories)) : "none yet",
      escapeMarkdown(reasonsOf(one).join("; ")),
    ]),
    title === "Gained" ? MOST.gained : MOST.lost,
  );
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
    ...tableOf(
      ["role", "", "principal", "condition"],
      assume.map((change) => [
        code(change.role),
        assumeVerb(change),
        code(change.principal),
        escapeMarkdown([change.condition, change.because].filter(Boolean).join("; ")),
      ]),
      MOST.assume,
    ),
  ];
}

function unreadSection({ unknowns }: Changes): readonly string[] {
  if (!unknowns.length) return [];
  const { lines, more } = fitting(
    unknowns.map((one) => `- ${escapeMarkdown(one)}`),
    MOST.unread,
  );
  return ["", ...details(`${unknowns.length} not read`, [...lines, ...(more ? [`- ${more}`] : [])])];
}

function tableOf(head: readonly string[], rows: readonly (readonly string[])[], most: number): string[] {
  const { lines, more } = fitting(
    rows.map((cells) => row(cells)),
    most,
  );
  const rest = more ? ["", `And ${more}.`] : [];
  return [row(head), row(head.map(() => "---")), ...lines, ...rest];
}

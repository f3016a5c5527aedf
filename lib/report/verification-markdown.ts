import { type CellGroup, contradicts, groupCells, inReadingOrder } from "./group";
import { code, escapeMarkdown } from "./markdown-text";
import { details } from "./matrix-markdown";
import { RepositoryNames } from "./names";
import { factsOf, resultLine, shownCells, type VerificationReport } from "./verification-facts";

/** The first line of a comment, by which a bot finds the one to replace. */
export const VERIFICATION_MARKER = "<!-- ecr-access: verification -->";

const plainAction = (action: string) => action.replace(/^ecr:/, "");

/** A verification for a pull request's comment: what contradicts and what was not shown first, the cells collapsed. */
export function verificationMarkdown({ verification, contradictions }: VerificationReport): string {
  const { notShown } = verification;
  const cells = shownCells(verification);
  const names = new RepositoryNames([...new Set(cells.map((cell) => cell.repository))]);
  const groups = inReadingOrder(groupCells(cells));
  const roles = new Set(cells.map((cell) => cell.role));
  const lines = [
    VERIFICATION_MARKER,
    "### Who can do what, as the service answered",
    "",
    `**${escapeMarkdown(resultLine(verification))}**`,
    "",
    ...factsOf(verification).map(([name, value]) => `- ${name}: ${code(value)}`),
    ...section("Contradictions", contradictions),
    ...section("Not shown", notShown),
    "",
    ...details(`Answers about ${roles.size} ${roles.size === 1 ? "role" : "roles"}`, tableOf(groups, names)),
  ];
  return `${lines.join("\n")}\n`;
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length ? ["", `**${title}**`, "", ...lines.map((line) => `- ${escapeMarkdown(line)}`)] : [];
}

function tableOf(groups: readonly CellGroup[], names: RepositoryNames): readonly string[] {
  const head = ["role", "repository", "actions", "declared", "predicted", "observed"];
  const rows = groups.map((group) => [
    code(group.role),
    code(names.of(group)),
    group.actions.map(plainAction).join(", "),
    group.declared ?? "",
    group.predicted ?? "",
    contradicts(group) ? `**${group.observed}**` : (group.observed ?? ""),
  ]);
  return [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`);
}

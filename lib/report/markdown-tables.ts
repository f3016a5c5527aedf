import type { MatrixReport } from "../matrix/report";
import { type CellGroup, contradicts, inReadingOrder } from "./group";
import { code, escapeMarkdown } from "./markdown-text";
import { RepositoryNames } from "./names";

const plainAction = (action: string) => action.replace(/^ecr:/, "");

/** Groups as a table, in reading order. */
export function groupTable(
  groups: readonly CellGroup[],
  all: readonly string[],
  withReason: boolean,
): readonly string[] {
  const names = new RepositoryNames(all);
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
    ...inReadingOrder(groups).map((group) =>
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

export function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

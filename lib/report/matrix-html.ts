import type { Cell } from "../matrix/cell";
import type { Isolation } from "../matrix/isolation";
import type { AskedLevel } from "../matrix/levels";
import type { MatrixReport } from "../matrix/report";
import { type CellGroup, contradicts, inReadingOrder } from "./group";
import { cellsTable } from "./html-cells";
import { FILTER, page, scrolling } from "./html-page";
import { codeHtml, escapeHtml, plainAction } from "./html-text";
import { isolationHtml } from "./isolation-html";
import { verdictOf } from "./verdict";
import { RepositoryNames } from "./names";

/** Above this many cells the page shows the groups that behave alike instead of every cell. */
export const MOST_PAGE_CELLS = 10_000;

/**
 * The matrix as one self-contained page: isolation first, then roles down and repositories across, filter by text, the
 * reason on hover and focus.
 *
 * @param isolation absent: nothing is declared that access could be compared with
 */
export function matrixHtml(report: MatrixReport, isolation?: Isolation): string {
  const { account, region, size, summary, roles, repositories, levels } = report;
  const where = [account && `account ${account}`, region].filter(Boolean).join(", ");
  const byCell = size <= MOST_PAGE_CELLS;
  const body = [
    `<h1>Who can do what</h1>`,
    `<p>${escapeHtml(where)}${where ? ": " : ""}${roles.length} roles, ${repositories.length} repositories, ${escapeHtml(verdictOf(report))}.</p>`,
    ...(isolation ? isolationHtml(isolation) : []),
    `<h2>Access</h2>`,
    byCell ? legend(levels, report) : "",
    FILTER,
    scrolling(
      byCell
        ? cellsTable(report.cells(), (role, repository, cells) => placeOf(role, repository, cells, levels))
        : groupsTable(summary.groups, repositories),
    ),
    `<h2>Who may assume</h2>`,
    assumeList(report),
    ...notRead(report),
  ];
  return page("Who can do what", body.join("\n"));
}

function legend(levels: readonly AskedLevel[], { actions }: MatrixReport): string {
  const ofLevels = levels.map(({ name, actions: all }, place) => {
    const before = levels[place - 1];
    const added = all.filter((action) => !before?.actions.includes(action)).map(plainAction);
    return `<li><b class="allowed">${escapeHtml(name)}</b> ${escapeHtml([...(before ? [before.name] : []), ...added].join(", "))}</li>`;
  });
  return [
    `<ul class="legend">`,
    ...ofLevels,
    `<li><b>–</b> nothing</li>`,
    `<li><b class="unknown">?</b> not known</li>`,
    `<li><b class="different">≠</b> not as declared</li>`,
    `</ul>`,
    `<p class="quiet">Asked: ${escapeHtml(actions.map(plainAction).join(", "))}. A level stands for exactly these of them; anything else is listed. The reason shows on hover and on keyboard focus.</p>`,
  ].join("\n");
}

function placeOf(
  role: string,
  repository: string,
  cells: readonly Cell[],
  levels: readonly AskedLevel[],
): string {
  const actionsOf = (some: readonly Cell[]) => some.map(({ action }) => action);
  const allowed = actionsOf(cells.filter(({ predicted }) => predicted === "allowed"));
  const unknown = actionsOf(cells.filter(({ predicted }) => predicted === "unknown"));
  const declared = actionsOf(cells.filter((cell) => cell.declared === "allowed"));
  const different = cells.some(contradicts);
  const kind = different ? "different" : unknown.length ? "unknown" : allowed.length ? "allowed" : "denied";
  const lines = [
    ...named(allowed, levels).map(escapeHtml),
    ...named(unknown, levels).map((name) => `${escapeHtml(name)}?`),
    ...(allowed.length + unknown.length ? [] : ["–"]),
    ...(different
      ? [`<strong>≠ declared: ${escapeHtml(named(declared, levels).join(", ") || "nothing")}</strong>`]
      : []),
  ];
  const reasons = cells.map(
    (cell) =>
      `${plainAction(cell.action)}: ${cell.predicted}${cell.declared === "undeclared" ? "" : `, declared ${cell.declared}`} (${cell.reason})`,
  );
  return `<td class="${kind}" tabindex="0" data-reason="${escapeHtml(`${role} on ${repository}\n${reasons.join("\n")}`)}">${lines.join("<br>")}</td>`;
}

/** The level that allows exactly these actions, else the actions. */
function named(actions: readonly string[], levels: readonly AskedLevel[]): readonly string[] {
  const level = levels.find(
    (one) => one.actions.length === actions.length && one.actions.every((action) => actions.includes(action)),
  );
  return level ? [level.name] : actions.map(plainAction);
}

function groupsTable(groups: readonly CellGroup[], repositories: readonly string[]): string {
  const names = new RepositoryNames(repositories);
  const rows = inReadingOrder(groups).map((group) => {
    const kind = contradicts(group) ? "different" : (group.predicted ?? "");
    const answer = [group.predicted ?? "", group.declared === undefined ? "" : `declared ${group.declared}`]
      .filter(Boolean)
      .join(", ");
    return `<tr><th scope="row">${escapeHtml(group.role)}</th><td class="names">${escapeHtml(names.of(group))}</td><td class="names">${escapeHtml(group.actions.map(plainAction).join(", "))}</td><td class="${kind}" tabindex="0" data-reason="${escapeHtml(group.reason ?? "")}">${contradicts(group) ? "<strong>≠</strong> " : ""}${group.predicted === "unknown" ? "? " : ""}${escapeHtml(answer)}</td></tr>`;
  });
  return `<table><thead><tr><th scope="col" class="corner">role</th><th scope="col">repositories</th><th scope="col">actions</th><th scope="col">answer</th></tr></thead><tbody>${rows.join("\n")}</tbody></table>`;
}

function assumeList({ roles }: MatrixReport): string {
  const items = roles.flatMap(({ role, assumableBy }) =>
    assumableBy.map(
      ({ principal, condition }) =>
        `<li><strong>${escapeHtml(role)}</strong>: ${codeHtml(principal)}${condition ? ` (${escapeHtml(condition)})` : ""}</li>`,
    ),
  );
  return `<ul>${items.join("\n")}</ul>`;
}

function notRead({ unknowns }: MatrixReport): readonly string[] {
  if (!unknowns.length) return [];
  return [`<h2>Not read</h2>`, `<ul>${unknowns.map((one) => `<li>${escapeHtml(one)}</li>`).join("\n")}</ul>`];
}

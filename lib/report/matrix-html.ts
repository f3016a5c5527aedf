import type { Cell } from "../matrix/cell";
import type { MatrixReport } from "../matrix/report";
import { type CellGroup, contradicts, inReadingOrder } from "./group";
import { escapeHtml, page } from "./html-page";
import { verdictOf } from "./matrix-table";
import { RepositoryNames } from "./names";

/** Above this many cells the page shows the groups that behave alike instead of every cell. */
export const MOST_PAGE_CELLS = 10_000;

const plainAction = (action: string) => action.replace(/^ecr:/, "");

/** The matrix as one self-contained page: roles down, repositories across, filter by text, the reason on hover and focus. */
export function matrixHtml(report: MatrixReport): string {
  const { account, region, size, summary } = report;
  const where = [account && `account ${account}`, region].filter(Boolean).join(", ");
  const body = [
    `<h1>Who can do what</h1>`,
    `<p>${escapeHtml(where)}${where ? ": " : ""}${escapeHtml(verdictOf(report))}.</p>`,
    `<p class="tools"><label>Filter <input id="filter" type="search" placeholder="role, repository or answer"></label> <span id="count" role="status"></span></p>`,
    `<div class="scroll" tabindex="0" role="region" aria-label="Access matrix">`,
    size > MOST_PAGE_CELLS ? groupsTable(summary.groups, report.repositories) : cellsTable(report),
    `</div>`,
    `<h2>Who may assume</h2>`,
    assumeList(report),
  ];
  return page("Who can do what", body.join("\n"));
}

function cellsTable({ cells, repositories }: MatrixReport): string {
  const columns = [...repositories, "*"];
  const rows = new Map<string, Map<string, Cell[]>>();
  for (const cell of cells()) {
    const row = rows.get(cell.role) ?? new Map<string, Cell[]>();
    rows.set(cell.role, row);
    row.set(cell.repository, [...(row.get(cell.repository) ?? []), cell]);
  }
  const used = columns.filter((name) => [...rows.values()].some((row) => row.has(name)));
  const head = used.map(
    (name) =>
      `<th scope="col" data-name="${escapeHtml(name)}">${escapeHtml(name === "*" ? "no repository" : name)}</th>`,
  );
  const body = [...rows].map(
    ([role, row]) =>
      `<tr><th scope="row">${escapeHtml(role)}</th>${used.map((name) => cellOf(role, name, row.get(name) ?? [])).join("")}</tr>`,
  );
  return `<table><thead><tr><th scope="col">role</th>${head.join("")}</tr></thead><tbody>${body.join("\n")}</tbody></table>`;
}

function cellOf(role: string, repository: string, cells: readonly Cell[]): string {
  if (!cells.length) return `<td></td>`;
  const allowed = cells.filter(({ predicted }) => predicted === "allowed");
  const unknown = cells.filter(({ predicted }) => predicted === "unknown");
  const different = cells.some(contradicts);
  const kind = different ? "different" : unknown.length ? "unknown" : allowed.length ? "allowed" : "denied";
  const text = [
    ...allowed.map(({ action }) => plainAction(action)),
    ...unknown.map(({ action }) => `${plainAction(action)}?`),
    ...(allowed.length + unknown.length ? [] : ["none"]),
    ...(different ? ["DIFFERENT"] : []),
  ];
  const reasons = cells.map(
    ({ action, declared, predicted, reason }) =>
      `${plainAction(action)}: ${predicted}${declared === "undeclared" ? "" : `, declared ${declared}`} (${reason})`,
  );
  return `<td class="${kind}" tabindex="0" data-reason="${escapeHtml(`${role} on ${repository}\n${reasons.join("\n")}`)}">${text.map(escapeHtml).join("<br>")}</td>`;
}

function groupsTable(groups: readonly CellGroup[], repositories: readonly string[]): string {
  const names = new RepositoryNames(repositories);
  const rows = inReadingOrder(groups).map((group) => {
    const kind = contradicts(group) ? "different" : (group.predicted ?? "");
    const answer = [group.predicted ?? "", group.declared === undefined ? "" : `declared ${group.declared}`]
      .filter(Boolean)
      .join(", ");
    return `<tr><th scope="row">${escapeHtml(group.role)}</th><td>${escapeHtml(names.of(group))}</td><td>${escapeHtml(group.actions.map(plainAction).join(", "))}</td><td class="${kind}" tabindex="0" data-reason="${escapeHtml(group.reason ?? "")}">${escapeHtml(answer)}${contradicts(group) ? "<br>DIFFERENT" : ""}</td></tr>`;
  });
  return `<table><thead><tr><th scope="col">role</th><th scope="col">repositories</th><th scope="col">actions</th><th scope="col">answer</th></tr></thead><tbody>${rows.join("\n")}</tbody></table>`;
}

function assumeList({ roles }: MatrixReport): string {
  const items = roles.flatMap(({ role, assumableBy }) =>
    assumableBy.map(
      ({ principal, condition }) =>
        `<li><strong>${escapeHtml(role)}</strong>: ${escapeHtml(principal)}${condition ? ` (${escapeHtml(condition)})` : ""}</li>`,
    ),
  );
  return `<ul>${items.join("\n")}</ul>`;
}

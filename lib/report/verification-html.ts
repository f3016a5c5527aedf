import type { ProvedCell } from "../verify/cell";
import { type CellGroup, contradicts, groupCells, inReadingOrder } from "./group";
import { escapeHtml, page } from "./html-page";
import { MOST_PAGE_CELLS } from "./matrix-html";
import { RepositoryNames } from "./names";
import { factsOf, resultLine, type VerificationReport } from "./verification-facts";

const TITLE = "Who can do what, as the service answered";

const plainAction = (action: string) => action.replace(/^ecr:/, "");

/** A verification as one self-contained page to keep: the matrix with its three answers, when, where, of which commit. */
export function verificationHtml({ verification, contradictions }: VerificationReport): string {
  const { cells, notShown } = verification;
  const facts = factsOf(verification).map(
    ([name, value]) => `<li>${escapeHtml(name)}: ${escapeHtml(value)}</li>`,
  );
  const body = [
    `<h1>${TITLE}</h1>`,
    `<p><strong>${escapeHtml(resultLine(verification))}</strong></p>`,
    `<ul>${facts.join("")}</ul>`,
    ...listOf("Contradictions", contradictions),
    ...listOf("Not shown", notShown),
    `<p class="tools"><label>Filter <input id="filter" type="search" placeholder="role, repository or answer"></label> <span id="count" role="status"></span></p>`,
    `<div class="scroll" tabindex="0" role="region" aria-label="Access matrix">`,
    cells.length > MOST_PAGE_CELLS ? groupsTable(cells) : cellsTable(cells),
    `</div>`,
  ];
  return page(TITLE, body.join("\n"));
}

function listOf(title: string, lines: readonly string[]): readonly string[] {
  if (!lines.length) return [];
  return [`<h2>${title}</h2>`, `<ul>${lines.map((line) => `<li>${escapeHtml(line)}</li>`).join("\n")}</ul>`];
}

function cellsTable(cells: readonly ProvedCell[]): string {
  const rows = new Map<string, Map<string, ProvedCell[]>>();
  const columns = new Set<string>();
  for (const cell of cells) {
    if (cell.repository !== "*") columns.add(cell.repository);
    const row = rows.get(cell.role) ?? new Map<string, ProvedCell[]>();
    rows.set(cell.role, row);
    const place = row.get(cell.repository);
    if (place) place.push(cell);
    else row.set(cell.repository, [cell]);
  }
  if (cells.some((cell) => cell.repository === "*")) columns.add("*");
  const head = [...columns].map(
    (name) =>
      `<th scope="col" data-name="${escapeHtml(name)}">${escapeHtml(name === "*" ? "no repository" : name)}</th>`,
  );
  const body = [...rows].map(
    ([role, row]) =>
      `<tr><th scope="row">${escapeHtml(role)}</th>${[...columns].map((name) => placeOf(role, name, row.get(name) ?? [])).join("")}</tr>`,
  );
  return `<table><thead><tr><th scope="col">role</th>${head.join("")}</tr></thead><tbody>${body.join("\n")}</tbody></table>`;
}

/** One role on one repository: what was allowed, what is open, what contradicts; the three answers and AWS's words on hover and focus. */
function placeOf(role: string, repository: string, cells: readonly ProvedCell[]): string {
  if (!cells.length) return `<td></td>`;
  const text = cells
    .filter((cell) => cell.observed !== "denied" || contradicts(cell))
    .map((cell) => {
      const mark = contradicts(cell) ? " DIFFERENT" : cell.observed === "inconclusive" ? "?" : "";
      return `${plainAction(cell.action)}${mark}`;
    });
  const reasons = cells.map(
    (cell) => `${plainAction(cell.action)}: ${answersOf(cell)}${standsFor(cell)} (${cell.reason})`,
  );
  const said = `${role} on ${repository}\n${reasons.join("\n")}`;
  return `<td class="${kindOf(cells)}" tabindex="0" data-reason="${escapeHtml(said)}">${(text.length ? text : ["none"]).map(escapeHtml).join("<br>")}</td>`;
}

function standsFor({ standsFor }: ProvedCell): string {
  return standsFor === undefined ? "" : `, for ${standsFor} cells alike`;
}

function kindOf(cells: readonly Pick<ProvedCell, "declared" | "predicted" | "observed">[]): string {
  if (cells.some(contradicts)) return "different";
  if (cells.some(({ observed }) => observed === "inconclusive")) return "unknown";
  return cells.some(({ observed }) => observed === "allowed") ? "allowed" : "denied";
}

function answersOf({
  declared,
  predicted,
  observed,
}: Omit<CellGroup, "actions" | "role" | "size" | "repositories">): string {
  return `declared ${declared}, predicted ${predicted}, observed ${observed}`;
}

function groupsTable(cells: readonly ProvedCell[]): string {
  const names = new RepositoryNames([...new Set(cells.map((cell) => cell.repository))]);
  const rows = inReadingOrder(groupCells(cells)).map((group) => {
    const kind = contradicts(group)
      ? "different"
      : group.observed === "inconclusive"
        ? "unknown"
        : group.observed;
    return [
      `<tr><th scope="row">${escapeHtml(group.role)}</th>`,
      `<td>${escapeHtml(names.of(group))}</td>`,
      `<td>${escapeHtml(group.actions.map(plainAction).join(", "))}</td>`,
      `<td class="${kind}" tabindex="0" data-reason="${escapeHtml(group.reason ?? "")}">${escapeHtml(answersOf(group))}${contradicts(group) ? "<br>DIFFERENT" : ""}</td></tr>`,
    ].join("");
  });
  const head = ["role", "repositories", "actions", "answers"].map((name) => `<th scope="col">${name}</th>`);
  return `<table><thead><tr>${head.join("")}</tr></thead><tbody>${rows.join("\n")}</tbody></table>`;
}

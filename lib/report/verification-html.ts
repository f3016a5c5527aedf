import type { ProvedCell } from "../verify/cell";
import { type CellGroup, contradicts, groupCells, inReadingOrder } from "./group";
import { cellsTable } from "./html-cells";
import { FILTER, page, scrolling } from "./html-page";
import { escapeHtml, plainAction } from "./html-text";
import { MOST_PAGE_CELLS } from "./matrix-html";
import { RepositoryNames } from "./names";
import { factsOf, resultLine, type VerificationReport } from "./verification-facts";

const TITLE = "Who can do what, as the service answered";

const LEGEND = `<ul class="legend">
<li><b class="allowed">PutImage</b> answered</li>
<li><b>–</b> denied all that was asked</li>
<li><b class="unknown">?</b> not shown</li>
<li><b class="different">≠</b> not as declared or predicted</li>
</ul>
<p class="quiet">What was declared, predicted and observed, and AWS's words, show on hover and on keyboard focus.</p>`;

/** A verification as one self-contained page to keep: the matrix with its three answers, when, where, of which commit. */
export function verificationHtml({ verification, contradictions }: VerificationReport): string {
  const { cells, notShown } = verification;
  const facts = factsOf(verification).map(
    ([name, value]) => `<li>${escapeHtml(name)}: ${escapeHtml(value)}</li>`,
  );
  const byCell = cells.length <= MOST_PAGE_CELLS;
  const body = [
    `<h1>${TITLE}</h1>`,
    `<p><strong>${escapeHtml(resultLine(verification))}</strong></p>`,
    `<ul>${facts.join("")}</ul>`,
    ...listOf("Contradictions", contradictions),
    ...listOf("Not shown", notShown),
    ...(byCell ? [LEGEND] : []),
    FILTER,
    scrolling(byCell ? cellsTable(cells, placeOf) : groupsTable(cells)),
  ];
  return page(TITLE, body.join("\n"));
}

function listOf(title: string, lines: readonly string[]): readonly string[] {
  if (!lines.length) return [];
  return [`<h2>${title}</h2>`, `<ul>${lines.map((line) => `<li>${escapeHtml(line)}</li>`).join("\n")}</ul>`];
}

/** One role on one repository: what was allowed, what is open, what contradicts; the three answers and AWS's words on hover and focus. */
function placeOf(role: string, repository: string, cells: readonly ProvedCell[]): string {
  const text = cells
    .filter((cell) => cell.observed !== "denied" || contradicts(cell))
    .map((cell) => {
      const mark = contradicts(cell) ? " ≠" : cell.observed === "inconclusive" ? "?" : "";
      return `${plainAction(cell.action)}${mark}`;
    });
  const reasons = cells.map(
    (cell) => `${plainAction(cell.action)}: ${answersOf(cell)}${standsFor(cell)} (${cell.reason})`,
  );
  const said = `${role} on ${repository}\n${reasons.join("\n")}`;
  return `<td class="${kindOf(cells)}" tabindex="0" data-reason="${escapeHtml(said)}">${(text.length ? text : ["–"]).map(escapeHtml).join("<br>")}</td>`;
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
      `<td class="names">${escapeHtml(names.of(group))}</td>`,
      `<td class="names">${escapeHtml(group.actions.map(plainAction).join(", "))}</td>`,
      `<td class="${kind}" tabindex="0" data-reason="${escapeHtml(group.reason ?? "")}">${contradicts(group) ? "<strong>≠</strong> " : ""}${escapeHtml(answersOf(group))}</td></tr>`,
    ].join("");
  });
  const head = ["role", "repositories", "actions", "answers"].map(
    (name, place) => `<th scope="col"${place ? "" : ` class="corner"`}>${name}</th>`,
  );
  return `<table><thead><tr>${head.join("")}</tr></thead><tbody>${rows.join("\n")}</tbody></table>`;
}

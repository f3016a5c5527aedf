const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}

const STYLE = `
:root { color-scheme: light dark; font: 15px/1.4 system-ui, sans-serif; }
body { margin: 1rem; }
.tools { position: sticky; left: 0; }
input { font: inherit; max-width: 60vw; }
.scroll { overflow-x: auto; max-width: 100%; }
table { border-collapse: collapse; }
th, td { border: 1px solid #8888; padding: .25rem .5rem; text-align: left; vertical-align: top; font-weight: normal; }
tbody th { position: sticky; left: 0; background: Canvas; overflow-wrap: anywhere; max-width: 40vw; }
td.allowed { background: #2a92; }
td.unknown { background: #c902; }
td.different { background: #c332; outline: 2px solid #c33; outline-offset: -2px; }
td.denied { color: GrayText; }
li { overflow-wrap: anywhere; }
#reason { position: fixed; left: 1rem; right: 1rem; bottom: 1rem; max-height: 40vh; overflow: auto; white-space: pre-wrap; overflow-wrap: anywhere;
  background: Canvas; color: CanvasText; border: 1px solid; border-radius: .3rem; padding: .5rem; box-shadow: 0 2px 8px #0006; }
[hidden] { display: none !important; }
`;

/** Filters rows and columns by text, and shows the reason of the cell that is hovered or focused. */
const SCRIPT = `
const filter = document.getElementById("filter"), reason = document.getElementById("reason"), count = document.getElementById("count");
const rows = [...document.querySelectorAll("tbody tr")], heads = [...document.querySelectorAll("thead th[data-name]")];
filter.addEventListener("input", () => {
  const wanted = filter.value.trim().toLowerCase();
  const columns = heads.map((head) => head.dataset.name.toLowerCase().includes(wanted));
  const byColumn = wanted !== "" && columns.includes(true);
  let shown = 0;
  for (const row of rows) {
    const matches = row.cells[0].textContent.toLowerCase().includes(wanted);
    const cells = heads.length ? [...row.cells].slice(1) : [];
    const inCells = heads.length ? cells.some((cell) => cell.textContent.toLowerCase().includes(wanted)) : row.textContent.toLowerCase().includes(wanted);
    row.hidden = !(matches || inCells || byColumn);
    if (!row.hidden) shown++;
    cells.forEach((cell, index) => { cell.hidden = byColumn && !columns[index]; });
  }
  heads.forEach((head, index) => { head.hidden = byColumn && !columns[index]; });
  count.textContent = wanted ? shown + " of " + rows.length + " rows" : "";
});
const show = (event) => {
  const cell = event.target.closest("[data-reason]");
  reason.hidden = !cell;
  if (cell) { reason.textContent = cell.dataset.reason; cell.setAttribute("aria-describedby", "reason"); }
};
for (const name of ["mouseover", "focusin"]) document.addEventListener(name, show);
document.addEventListener("focusout", () => { reason.hidden = true; });
document.addEventListener("keydown", (event) => { if (event.key === "Escape") reason.hidden = true; });
`;

/** A page that needs nothing but itself, and may not load anything else. */
export function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
${body}
<div id="reason" role="tooltip" hidden></div>
<script>${SCRIPT}</script>
</body>
</html>
`;
}

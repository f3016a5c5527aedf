/** Filters rows and columns by text, and shows the reason of the cell that is hovered or focused. */
export const SCRIPT = `
const filter = document.getElementById("filter"), reason = document.getElementById("reason"), count = document.getElementById("count");
const rows = [...document.querySelectorAll(".scroll tbody tr")], heads = [...document.querySelectorAll("thead th[data-name]")];
const namespaces = [...document.querySelectorAll("thead th[data-columns]")];
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
  let first = 0;
  for (const namespace of namespaces) {
    const size = Number(namespace.dataset.columns);
    const left = heads.slice(first, first + size).filter((head) => !head.hidden).length;
    first += size;
    namespace.hidden = left === 0;
    if (left) namespace.colSpan = left;
  }
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

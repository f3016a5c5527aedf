import type { Question } from "../matrix/cell";
import { escapeHtml } from "./html-text";
import { namespaceOf } from "./names";

/** Roles down, repositories by namespace across; one `<td>` holds all the actions of a role on a repository. */
export function cellsTable<One extends Question>(
  cells: Iterable<One>,
  placeOf: (role: string, repository: string, cells: readonly One[]) => string,
): string {
  const rows = new Map<string, Map<string, One[]>>();
  const columns = new Set<string>();
  for (const cell of cells) {
    columns.add(cell.repository);
    const row = rows.get(cell.role) ?? new Map<string, One[]>();
    rows.set(cell.role, row);
    const place = row.get(cell.repository);
    if (place) place.push(cell);
    else row.set(cell.repository, [cell]);
  }
  const groups = byNamespace([...columns]);
  const order = groups.flatMap(({ names }) => names);
  const body = [...rows].map(([role, row]) => {
    const places = order.map((name) => {
      const found = row.get(name);
      return found ? placeOf(role, name, found) : `<td></td>`;
    });
    return `<tr><th scope="row" title="${escapeHtml(role)}">${escapeHtml(role)}</th>${places.join("")}</tr>`;
  });
  return `<table>${headOf(groups)}<tbody>${body.join("\n")}</tbody></table>`;
}

interface Namespace {
  readonly namespace: string;
  readonly names: readonly string[];
}

/** In the order in which the namespaces come; what has no repository is last. */
function byNamespace(repositories: readonly string[]): readonly Namespace[] {
  const groups = new Map<string, string[]>();
  for (const name of repositories.filter((one) => one !== "*")) {
    const group = groups.get(namespaceOf(name));
    if (group) group.push(name);
    else groups.set(namespaceOf(name), [name]);
  }
  const named = [...groups].map(([namespace, names]) => ({ namespace, names }));
  return repositories.includes("*") ? [...named, { namespace: "", names: ["*"] }] : named;
}

function headOf(groups: readonly Namespace[]): string {
  const above = groups.map(
    ({ namespace, names }) =>
      `<th scope="colgroup" class="namespace" colspan="${names.length}" data-columns="${names.length}">${escapeHtml(namespace && `${namespace}/`)}</th>`,
  );
  const below = groups.flatMap(({ namespace, names }) =>
    names.map(
      (name) =>
        `<th scope="col" data-name="${escapeHtml(name)}" title="${escapeHtml(name)}">${escapeHtml(nameIn(namespace, name))}</th>`,
    ),
  );
  return `<thead><tr><th scope="col" rowspan="2" class="corner">role</th>${above.join("")}</tr><tr>${below.join("")}</tr></thead>`;
}

function nameIn(namespace: string, name: string): string {
  if (name === "*") return "no repository";
  return name.startsWith(`${namespace}/`) ? name.slice(namespace.length + 1) : name;
}

import type { CellToProve } from "./cell";

/** A chosen cell, and how many cells it stands for, itself included. */
export interface Sample<Cell extends CellToProve> {
  readonly cell: Cell;
  readonly standsFor: number;
}

/**
 * Chooses so many cells of each group that behaves alike: one role's cells of one action with the same declared and
 * predicted answers. Near misses come first, the repositories whose names begin most like one that the role is allowed.
 *
 * @param size 1 or more
 */
export function sample<Cell extends CellToProve>(cells: readonly Cell[], size: number): Sample<Cell>[] {
  const allowed = new Map<string, Set<string>>();
  for (const { role, declared, predicted, repository } of cells) {
    if (declared !== "allowed" && predicted !== "allowed") continue;
    if (!allowed.has(role)) allowed.set(role, new Set());
    allowed.get(role)!.add(repository);
  }
  const groups = new Map<string, Cell[]>();
  for (const cell of cells) {
    const key = [cell.role, cell.action, cell.declared, cell.predicted].join(" ");
    const group = groups.get(key);
    if (group) group.push(cell);
    else groups.set(key, [cell]);
  }
  return [...groups.values()].flatMap((group) => {
    const near = nearestFirst(group, [...(allowed.get(group[0]!.role) ?? [])]).slice(0, size);
    const each = Math.floor(group.length / near.length);
    return near.map((cell, index) => ({
      cell,
      standsFor: each + (index < group.length % near.length ? 1 : 0),
    }));
  });
}

function nearestFirst<Cell extends CellToProve>(group: readonly Cell[], allowed: readonly string[]): Cell[] {
  const others = (cell: Cell) => allowed.filter((name) => name !== cell.repository);
  const nearness = new Map(
    group.map((cell) => [
      cell,
      Math.max(0, ...others(cell).map((name) => sharedLength(name, cell.repository))),
    ]),
  );
  return [...group].sort((left, right) => nearness.get(right)! - nearness.get(left)!);
}

function sharedLength(left: string, right: string): number {
  let length = 0;
  while (length < left.length && left[length] === right[length]) length++;
  return length;
}

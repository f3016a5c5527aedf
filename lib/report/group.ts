import type { Declared, Observed, Predicted, Question } from "../matrix/cell";

/** What is known of a cell: a matrix has the first two, a verification all three. */
export interface Answers {
  readonly declared?: Declared;
  readonly predicted?: Predicted;
  readonly observed?: Observed;
}

export type AnsweredCell = Question & Answers & { readonly reason?: string };

/** Cells of one role with the same answers: each of the actions on each of the repositories. */
export interface CellGroup extends Answers {
  readonly role: string;
  readonly actions: readonly string[];
  /** How many repositories. */
  readonly size: number;
  repositories(): readonly string[];
  /** Of one of the cells. */
  readonly reason?: string;
}

const answersOf = ({ declared, predicted, observed }: Answers) => [declared, predicted, observed].join(" ");

function collect<Key, Value>(values: Iterable<Value>, keyOf: (value: Value) => Key): Map<Key, Value[]> {
  const groups = new Map<Key, Value[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group) group.push(value);
    else groups.set(key, [value]);
  }
  return groups;
}

/** Repositories that answer alike in every action become one group, its actions with the same answers one row of it. */
function groupRole(role: string, cells: readonly AnsweredCell[]): CellGroup[] {
  const byRepository = collect(cells, (cell) => cell.repository);
  const alike = collect(byRepository.values(), (ofOne) =>
    ofOne.map((cell) => `${cell.action} ${answersOf(cell)}`).join("\n"),
  );
  return [...alike.values()].flatMap((repositories) => {
    const names = repositories.map((ofOne) => ofOne[0]!.repository);
    return [...collect(repositories[0]!, answersOf).values()].map((row) => ({
      role,
      actions: row.map((cell) => cell.action),
      size: names.length,
      repositories: () => names,
      declared: row[0]!.declared,
      predicted: row[0]!.predicted,
      observed: row[0]!.observed,
      reason: row[0]!.reason,
    }));
  });
}

/** The same cells in as few rows as a reader needs; roles, repositories and actions keep their order. */
export function groupCells(cells: readonly AnsweredCell[]): CellGroup[] {
  return [...collect(cells, (cell) => cell.role)].flatMap(([role, ofRole]) => groupRole(role, ofRole));
}

/** Groups by role, in each what it may do or what is in doubt before what it may not. */
export function inReadingOrder(groups: readonly CellGroup[]): CellGroup[] {
  return [...collect(groups, ({ role }) => role).values()].flatMap((ofRole) =>
    [...ofRole].sort((left, right) => Number(isRefusal(left)) - Number(isRefusal(right))),
  );
}

function isRefusal({ declared, predicted, observed }: Answers): boolean {
  return [declared, predicted, observed].every(
    (answer) => answer === undefined || answer === "denied" || answer === "undeclared",
  );
}

/** Do the answers that are there contradict each other? What is unknown, inconclusive or undeclared contradicts nothing. */
export function contradicts({ declared, predicted, observed }: Answers): boolean {
  const answers = [declared, predicted, observed];
  return answers.includes("allowed") && answers.includes("denied");
}

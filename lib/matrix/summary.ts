import type { Declared, Predicted } from "./cell";
import type { BlockAnswer, Matrix, MatrixBlock } from "./matrix";

/** Cells of one role with the same answers: each of the actions on each of the repositories. */
export interface SummaryGroup {
  readonly role: string;
  readonly actions: readonly string[];
  readonly size: number;
  repositories(): readonly string[];
  readonly declared: Declared | undefined;
  readonly predicted: Predicted;
  readonly reason: string;
}

/** The matrix by what behaves alike, and what to make of it as a whole. */
export interface Summary {
  readonly groups: readonly SummaryGroup[];
  /** Cells whose two answers contradict each other. */
  readonly different: number;
  readonly unknown: number;
  /** Declared, and not in what was read. */
  readonly missing: { readonly roles: readonly string[]; readonly repositories: readonly string[] };
}

/** Sums the matrix up in as many groups as there are different behaviours. */
export function summarize(matrix: Matrix, actions: readonly string[]): Summary {
  const groups: SummaryGroup[] = [];
  let different = 0;
  let unknown = 0;
  for (const role of matrix.roles) {
    const blocks = matrix.blocks(role, actions);
    for (const { size, answers } of blocks) {
      different += size * answers.filter(isDifferent).length;
      unknown += size * answers.filter(({ predicted }) => predicted === "unknown").length;
    }
    groups.push(...groupsOf(blocks, matrix.declares));
  }
  return {
    groups,
    different,
    unknown,
    missing: {
      roles: matrix.roles.filter(({ inventory }) => !inventory).map(({ name }) => name),
      repositories: matrix.repositories.filter(({ inventory }) => !inventory).map(({ name }) => name),
    },
  };
}

function isDifferent({
  declared,
  predicted,
}: {
  readonly declared: Declared;
  readonly predicted: Predicted;
}): boolean {
  return (
    (declared === "allowed" && predicted === "denied") || (declared === "denied" && predicted === "allowed")
  );
}

/** Blocks with the same answers become one, its actions with the same answers one group. */
function groupsOf(blocks: readonly MatrixBlock[], declares: boolean): SummaryGroup[] {
  const alike = new Map<string, MatrixBlock[]>();
  for (const block of blocks) {
    const key = block.answers
      .map(({ action, declared, predicted }) => `${action} ${declared} ${predicted}`)
      .join("\n");
    alike.set(key, [...(alike.get(key) ?? []), block]);
  }
  return [...alike.values()].flatMap((same) => rowsOf(same, declares));
}

function rowsOf(same: readonly MatrixBlock[], declares: boolean): SummaryGroup[] {
  const rows = new Map<string, BlockAnswer[]>();
  for (const answer of same[0]!.answers) {
    const key = `${answer.declared} ${answer.predicted}`;
    rows.set(key, [...(rows.get(key) ?? []), answer]);
  }
  return [...rows.values()].map((answers) => ({
    role: same[0]!.role,
    actions: answers.map(({ action }) => action),
    size: same.reduce((sum, { size }) => sum + size, 0),
    repositories: () => same.flatMap((block) => block.repositories()),
    declared: declares ? answers[0]!.declared : undefined,
    predicted: answers[0]!.predicted,
    reason: answers[0]!.reason,
  }));
}

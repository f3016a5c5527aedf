import { FALSE, OPEN, TRUE, type Assignment } from "./formula";
import { MOST_COMBINATIONS, TooManyCombinations, type Group } from "./groups";
import type { ContextValues } from "./known";
import type { Side } from "./side";

/** For every combination of situations, whether the answers differ, one direction each. */
export interface Differences {
  readonly gained: Uint8Array;
  readonly lost: Uint8Array;
}

/** Answers of both sides for every combination, in the order of the groups: the last group's changes fastest. */
export function differences(
  base: Side,
  head: Side,
  groups: readonly Group[],
  atomCount: number,
): Differences {
  let total = 1;
  for (const { combinations } of groups) {
    total *= combinations.length;
    if (total > MOST_COMBINATIONS) throw new TooManyCombinations();
  }
  const gained = new Uint8Array(total);
  const lost = new Uint8Array(total);
  const assignment: Assignment = new Uint8Array(atomCount).fill(OPEN);
  for (let number = 0; number < total; number++) {
    assign(groups, number, assignment);
    const before = base.answer(assignment);
    const after = head.answer(assignment);
    if (after === TRUE && before === FALSE) gained[number] = 1;
    if (before === TRUE && after === FALSE) lost[number] = 1;
  }
  return { gained, lost };
}

function assign(groups: readonly Group[], number: number, assignment: Assignment): void {
  let rest = number;
  for (let place = groups.length - 1; place >= 0; place--) {
    const { atoms, combinations } = groups[place]!;
    const truths = combinations[rest % combinations.length]!;
    rest = Math.floor(rest / combinations.length);
    atoms.forEach(({ index }, at) => (assignment[index] = truths[at]!));
  }
}

const MOST_TRIES = 100;

/**
 * Looks for a choice, one in each group, for which the answers differ whatever else is the case, and which `confirm` confirms.
 */
export function findChoice<Confirmed>(
  differs: Uint8Array,
  groups: readonly Group[],
  confirm: (chosen: ContextValues) => Confirmed | undefined,
): Confirmed | undefined {
  let tries = 0;
  const search = (table: Uint8Array, place: number, chosen: ContextValues): Confirmed | undefined => {
    const group = groups[place];
    if (!group) return tries++ < MOST_TRIES ? confirm(chosen) : undefined;
    const stride = table.length / group.combinations.length;
    for (const choice of group.choices) {
      const rest = conjunction(table, choice.combinations, stride);
      if (!rest) continue;
      const values = choice.realize();
      const found = values && search(rest, place + 1, { ...chosen, ...values });
      if (found) return found;
    }
    return undefined;
  };
  return search(differs, 0, {});
}

/** Where all of these slices of the table differ; `undefined`: nowhere. */
function conjunction(table: Uint8Array, slices: readonly number[], stride: number): Uint8Array | undefined {
  const rest = new Uint8Array(stride);
  let any = false;
  for (let at = 0; at < stride; at++) {
    if (!slices.every((slice) => table[slice * stride + at] === 1)) continue;
    rest[at] = 1;
    any = true;
  }
  return any ? rest : undefined;
}

import type { Atom } from "./atom";
import { FALSE, TRUE, type Truth } from "./formula";
import { isChoosable, type ContextValues } from "./known";
import { exactSituations } from "./exact-situations";

/** Tests that hang together, because they share a key or a variable: every situation that a request can be in as to them. */
export interface Group {
  readonly atoms: readonly Atom[];
  /** The truths of the atoms, situation by situation; some situations leave an atom open and stand here once for each truth. */
  readonly combinations: readonly (readonly Truth[])[];
  readonly choices: readonly Choice[];
}

/** What values of the group's keys can bring about: one of some combinations. */
export interface Choice {
  readonly combinations: readonly number[];
  realize(): ContextValues | undefined;
}

/** A group has more combinations than can be looked at. */
export class TooManyCombinations extends Error {}

export const MOST_COMBINATIONS = 20_000;

/** The groups, in an order that does not hang on which side named a test first. */
export function groupAtoms(atoms: Iterable<Atom>): Group[] {
  const sorted = [...atoms].sort((a, b) => (a.form < b.form ? -1 : 1));
  return clusters(sorted).map((cluster) => {
    const keys = [...new Set(cluster.flatMap((atom) => atom.keys))];
    return keys.length ? groupOf(cluster, keys) : undecidedGroup(cluster);
  });
}

/** Atoms that share a key, directly or through others. */
function clusters(atoms: readonly Atom[]): Atom[][] {
  const byKey = new Map<string, Set<Atom>>();
  const result = new Set<Set<Atom>>();
  for (const atom of atoms) {
    const cluster = new Set([atom]);
    for (const key of atom.keys) {
      const other = byKey.get(key);
      if (!other || other === cluster) continue;
      other.forEach((one) => cluster.add(one));
      result.delete(other);
    }
    for (const one of cluster) one.keys.forEach((key) => byKey.set(key, cluster));
    result.add(cluster);
  }
  return [...result].map((cluster) => [...cluster]);
}

function undecidedGroup(atoms: readonly Atom[]): Group {
  return withoutChoice(atoms, [[FALSE], [TRUE]]);
}

function withoutChoice(atoms: Group["atoms"], combinations: Group["combinations"]): Group {
  const fits = (truths: readonly Truth[]) =>
    atoms.every(({ presumed }, place) => !presumed || truths[place] === TRUE);
  const choice = {
    combinations: combinations.flatMap((truths, index) => (fits(truths) ? [index] : [])),
    realize: () => ({}),
  };
  return { atoms, combinations, choices: [choice] };
}

function groupOf(atoms: readonly Atom[], keys: readonly string[]): Group {
  const exact = keys.length === 1 && atoms.every((atom) => atom.exact);
  const group = exact ? exactGroup(atoms, keys[0]!) : openGroup(atoms, keys);
  return keys.every(isChoosable) ? group : withoutChoice(group.atoms, group.combinations);
}

function exactGroup(atoms: readonly Atom[], key: string): Group {
  const combinations: (readonly Truth[])[] = [];
  const choices = exactSituations(atoms).map(({ value, truths }) => {
    const first = combinations.length;
    combinations.push(...expand(truths));
    return {
      combinations: combinations.slice(first).map((_, index) => first + index),
      realize: () => (value === undefined ? {} : { [key]: [value] }),
    };
  });
  return { atoms, combinations, choices };
}

function openGroup(atoms: readonly Atom[], keys: readonly string[]): Group {
  if (2 ** atoms.length > MOST_COMBINATIONS) throw new TooManyCombinations();
  const single = keys.length === 1;
  const absent = expand(atoms.map(({ whenAbsent }) => whenAbsent));
  const present = expand(
    atoms.map((atom) => (single && atom.exact?.kind === "absent" ? false : undefined)),
  ).filter((truths) => isConsistent(atoms, truths));
  const combinations = [...absent, ...present];
  const places = present.map((_, index) => absent.length + index);
  const isPresent = (atom: Atom, truths: readonly Truth[]) =>
    atoms.every(
      (other, place) =>
        other.exact?.kind !== "absent" || other.keys[0] !== atom.tested || truths[place] === FALSE,
    );
  const choices: Choice[] = [
    { combinations: absent.map((_, index) => index), realize: () => ({}) },
    ...atoms.flatMap((atom, number) =>
      [true, false]
        .filter((truth) => !(truth && atom.exact?.kind === "absent"))
        .map((truth) => ({
          combinations: places.filter((place) => {
            const truths = combinations[place]!;
            return truths[number] === (truth ? TRUE : FALSE) && isPresent(atom, truths);
          }),
          realize: () => atom.realize(truth),
        })),
    ),
  ];
  return { atoms, combinations, choices: choices.filter((choice) => choice.combinations.length > 0) };
}

/** A test of a key that is absent comes out in one way only. */
function isConsistent(atoms: readonly Atom[], truths: readonly Truth[]): boolean {
  return atoms.every((absent, place) => {
    if (absent.exact?.kind !== "absent" || truths[place] === FALSE) return true;
    return atoms.every((atom, other) => {
      if (atom === absent || atom.tested !== absent.keys[0] || atom.whenAbsent === undefined) return true;
      return truths[other] === (atom.whenAbsent ? TRUE : FALSE);
    });
  });
}

/** Every combination of truths; `undefined` is either. */
export function expand(truths: readonly (boolean | undefined)[]): Truth[][] {
  let combinations: Truth[][] = [[]];
  for (const truth of truths) {
    const options: Truth[] = truth === undefined ? [FALSE, TRUE] : [truth ? TRUE : FALSE];
    combinations = combinations.flatMap((before) => options.map((option) => [...before, option]));
    if (combinations.length > MOST_COMBINATIONS) throw new TooManyCombinations();
  }
  return combinations;
}

import type { Atom } from "./atom";

/** What decides whether a statement applies, as far as the question leaves it open. */
export type Formula =
  | boolean
  | { readonly kind: "atom"; readonly atom: Atom; readonly text: string }
  | { readonly kind: "not"; readonly of: Formula; readonly text: string }
  | { readonly kind: "and" | "or"; readonly parts: readonly Formula[]; readonly text: string };

/** Truth of atoms, by their number. */
export const FALSE = 0;
export const TRUE = 1;
export const OPEN = 2;
export type Truth = typeof FALSE | typeof TRUE | typeof OPEN;
export type Assignment = Uint8Array;

export function textOf(formula: Formula): string {
  return typeof formula === "boolean" ? String(formula) : formula.text;
}

export function atomic(atom: Atom): Formula {
  return { kind: "atom", atom, text: `#${atom.index}` };
}

export function negate(of: Formula): Formula {
  return typeof of === "boolean" ? !of : { kind: "not", of, text: `!${of.text}` };
}

export function all(...given: readonly Formula[]): Formula {
  return join("and", false, given);
}

export function any(...given: readonly Formula[]): Formula {
  return join("or", true, given);
}

/** @param decisive the value that decides the whole, whatever the other parts are */
function join(kind: "and" | "or", decisive: boolean, given: readonly Formula[]): Formula {
  if (given.includes(decisive)) return decisive;
  const parts = new Map<string, Formula>();
  for (const part of given) if (typeof part !== "boolean") parts.set(part.text, part);
  if (parts.size === 0) return !decisive;
  const [only] = parts.values();
  if (parts.size === 1) return only!;
  return { kind, parts: [...parts.values()], text: `${kind}(${[...parts.keys()].sort().join(",")})` };
}

/** The formula's truth, open if the assignment leaves it so (by Kleene's logic). */
export function truthOf(formula: Formula, assignment: Assignment): Truth {
  if (formula === true) return TRUE;
  if (formula === false) return FALSE;
  switch (formula.kind) {
    case "atom":
      return assignment[formula.atom.index] as Truth;
    case "not": {
      const truth = truthOf(formula.of, assignment);
      return truth === OPEN ? OPEN : truth === TRUE ? FALSE : TRUE;
    }
    default: {
      const decisive = formula.kind === "and" ? FALSE : TRUE;
      let open = false;
      for (const part of formula.parts) {
        const truth = truthOf(part, assignment);
        if (truth === decisive) return decisive;
        if (truth === OPEN) open = true;
      }
      return open ? OPEN : decisive === FALSE ? TRUE : FALSE;
    }
  }
}

export function collectAtoms(formula: Formula, into: Set<Atom>): void {
  if (typeof formula === "boolean") return;
  if (formula.kind === "atom") into.add(formula.atom);
  else if (formula.kind === "not") collectAtoms(formula.of, into);
  else formula.parts.forEach((part) => collectAtoms(part, into));
}

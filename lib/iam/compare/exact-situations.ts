import type { Atom } from "./atom";

/** What a key can be, as far as its tests tell values apart, and what they then are; `undefined`: open. */
export interface ExactSituation {
  /** `undefined`: absent. */
  readonly value: string | undefined;
  readonly truths: readonly (boolean | undefined)[];
}

/** Absent, each value that a test names, and one that none names; a key that Bool tests is true or false. */
export function exactSituations(atoms: readonly Atom[]): ExactSituation[] {
  const isBoolean = atoms.some(({ exact }) => exact?.kind === "bool");
  const named = atoms.flatMap(({ exact }) => {
    if (exact?.kind !== "equals") return [];
    if (isBoolean) return exact.values;
    // One stands for all; whether an empty value is null is not known, so that any other is better.
    return [[...exact.values].sort().find((value) => value !== "") ?? ""];
  });
  const values = new Set(isBoolean ? [...named, "true", "false"] : [...named, unnamed(named)]);
  const situations = [undefined, ...values];
  return situations.map((value) => ({ value, truths: atoms.map((atom) => truthAt(atom, value)) }));
}

function truthAt({ exact }: Atom, value: string | undefined): boolean | undefined {
  switch (exact!.kind) {
    case "absent":
      return value === undefined;
    case "equals":
      return value !== undefined && exact!.values.includes(value);
    case "bool":
      if (value === undefined) return false;
      return value === "true" || value === "false" ? exact!.values.includes(value) : undefined;
  }
}

function unnamed(named: readonly string[]): string {
  let value = "other-x9";
  while (named.includes(value)) value += "9";
  return value;
}

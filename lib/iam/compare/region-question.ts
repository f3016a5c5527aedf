import type { Atom, Atoms } from "./atom";
import { differences, findChoice, type Differences } from "./choose";
import { collectAtoms, FALSE, OPEN, TRUE, type Truth } from "./formula";
import { groupAtoms, MOST_COMBINATIONS, TooManyCombinations, type Group } from "./groups";
import { isChoosable, type ContextValues } from "./known";
import type { Decision } from "../types";
import type { Side } from "./side";

export interface Question {
  readonly base: Side;
  readonly head: Side;
  readonly atoms: Atoms;
  /** The evaluator's decision, if it says that this side allows and the other does not with these values of the unknown keys. */
  confirm(allowing: "base" | "head", chosen: ContextValues): Decision | undefined;
}

/** An answer of one direction in one region. */
export interface RegionAnswer {
  readonly verdict: "none" | "some" | "possible";
  /** With `some`: values of unknown keys that bring it about. With `possible`: what it hangs on. */
  readonly because: readonly string[];
  /** With `some`: the statement that allows it. */
  readonly statement?: Decision["statement"];
}

const NONE: RegionAnswer = { verdict: "none", because: [] };

interface Compared {
  readonly groups: readonly Group[];
  readonly differs: Differences;
}

/** What one action gains and loses in one region. */
export class RegionQuestion {
  private compared: Compared | "too many" | undefined;
  private readonly answers = new Map<keyof Differences, RegionAnswer>();

  constructor(private readonly question: Question) {}

  get gained(): RegionAnswer {
    return this.answer("gained");
  }

  get lost(): RegionAnswer {
    return this.answer("lost");
  }

  private answer(direction: keyof Differences): RegionAnswer {
    let answer = this.answers.get(direction);
    if (!answer) {
      answer = this.find(direction);
      this.answers.set(direction, answer);
    }
    return answer;
  }

  private find(direction: keyof Differences): RegionAnswer {
    const { base, head, atoms, confirm } = this.question;
    const [more, less] = direction === "gained" ? [head, base] : [base, head];
    if (more.isWithin(less)) return NONE;
    const open = new Uint8Array(atoms.list.length).fill(OPEN);
    const [most, least]: Truth[] = [more.answer(open), less.answer(open)];
    if (most === FALSE || least === TRUE) return NONE;
    const compared = (this.compared ??= this.compare());
    if (compared === "too many") {
      const because = [`more than ${MOST_COMBINATIONS} combinations of conditions`];
      return { verdict: "possible", because };
    }
    const { groups, differs } = compared;
    if (!differs[direction].includes(1)) return NONE;
    const found = findChoice(differs[direction], groups, (chosen) => {
      const decision = confirm(direction === "gained" ? "head" : "base", chosen);
      return decision && { chosen, statement: decision.statement };
    });
    if (!found) return { verdict: "possible", because: describeDoubts(groups) };
    const { chosen, statement } = found;
    return { verdict: "some", because: describeChoice(chosen, groups), ...(statement && { statement }) };
  }

  private compare(): Compared | "too many" {
    const { base, head, atoms } = this.question;
    const open = new Set<Atom>([...base.openAtoms, ...head.openAtoms]);
    for (const { lists } of [base, head])
      for (const { clauses } of lists) clauses.forEach(({ when }) => collectAtoms(when, open));
    try {
      const groups = groupAtoms(open);
      return { groups, differs: differences(base, head, groups, atoms.list.length) };
    } catch (error) {
      if (error instanceof TooManyCombinations) return "too many";
      throw error;
    }
  }
}

function describeChoice(chosen: ContextValues, groups: readonly Group[]): string[] {
  const keys = new Set(groups.flatMap(({ atoms }) => atoms.flatMap((atom) => atom.keys)));
  return [...keys].filter(isChoosable).map((key) => {
    const values = Object.hasOwn(chosen, key) ? chosen[key] : undefined;
    return values ? `${key} is ${values.join(", ")}` : `${key} is absent`;
  });
}

/** What cannot be chosen or is not tested exactly; everything, if that is all there is. */
function describeDoubts(groups: readonly Group[]): string[] {
  const atoms = groups.flatMap((group) => group.atoms);
  const doubtful = atoms.filter(({ exact, keys }) => !exact || !keys.every(isChoosable));
  return [...new Set((doubtful.length ? doubtful : atoms).map(({ text }) => text))];
}

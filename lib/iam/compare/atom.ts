import type { ContextValues } from "./known";

/** The smallest thing that a question leaves open: one test of a condition key, a pattern with a variable, or something that cannot be judged. */
export interface Atom {
  /** Where its truth stands in an assignment. */
  readonly index: number;
  /** Its normal form, a text that no other atom has. */
  readonly form: string;
  /** For people: `IpAddress aws:SourceIp 10.0.0.0/8`. */
  readonly text: string;
  /** The unknown keys on which it hangs; none: nobody can choose it. */
  readonly keys: readonly string[];
  /** The unknown key whose value it tests, if it tests one: absent, it decides the test. */
  readonly tested?: string;
  /** Its truth when all its keys are absent; `undefined`: not known even then. */
  readonly whenAbsent: boolean | undefined;
  /** How a group of one key reads it exactly, value by value. */
  readonly exact?:
    | { readonly kind: "absent" }
    | { readonly kind: "equals"; readonly values: readonly string[] }
    | { readonly kind: "bool"; readonly values: readonly string[] };
  /** Nobody can choose it, and it is taken to be true where one certain difference is looked for. */
  readonly presumed?: boolean;
  /** Values of its keys for which it has this truth, found by trying; `undefined`: none is known. */
  realize(truth: boolean): ContextValues | undefined;
}

type AtomDraft = Omit<Atom, "index" | "form">;

/** The atoms of a comparison; the same normal form is the same atom, on both sides. */
export class Atoms {
  private readonly byForm = new Map<string, Atom>();
  readonly list: Atom[] = [];

  get(form: string, draft: () => AtomDraft): Atom {
    let atom = this.byForm.get(form);
    if (!atom) {
      atom = { ...draft(), form, index: this.list.length };
      this.byForm.set(form, atom);
      this.list.push(atom);
    }
    return atom;
  }

  /** Something that cannot be judged: it may be so or not, and nobody can choose it. */
  undecided(form: string, text: string): Atom {
    return this.get(`undecided ${form}`, () => ({
      text,
      keys: [],
      whenAbsent: undefined,
      realize: () => undefined,
    }));
  }
}

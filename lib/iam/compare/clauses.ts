import { coversAction } from "../action";
import { picksPrincipal } from "../applies";
import type { Caller } from "../caller";
import { isUndecided } from "../match";
import { deniedByNotPrincipal, naming, NAMINGS, type Naming } from "../principal";
import type { PrincipalEntry, Statement } from "../statement";
import type { Atoms } from "./atom";
import type { StatementText } from "./document-texts";
import { all, any, atomic, type Formula } from "./formula";
import type { Known } from "./known";

/** A way in which a statement may apply: under this condition it allows, naming the caller so, or it denies. */
export interface Clause {
  readonly effect: "Allow" | "Deny";
  readonly when: Formula;
  readonly naming?: Naming;
}

/** What of a statement does not hang on the resource. */
export interface ClauseSource {
  readonly statement: Statement;
  readonly text: StatementText;
  readonly conditions: Formula;
  readonly hasBoundary: boolean;
}

export class Clauses {
  constructor(
    private readonly atoms: Atoms,
    private readonly known: Known,
    private readonly caller: Caller,
    /** Do the policies tell callers apart by `aws:PrincipalArn`, which is not known? Then a role may have a path. */
    private readonly paths: boolean,
  ) {}

  /** The statement's clauses for an action, with everything that is open but the resource. */
  of(source: ClauseSource, action: string): readonly Clause[] {
    const { statement, text, conditions, hasBoundary } = source;
    const { effect, problems } = statement;
    const of = (one: "Allow" | "Deny"): Clause[] => {
      const judged =
        problems.length === 0 || this.undecided(`statement ${one} ${text.text}`, problems.join("; "));
      const base = all(this.covers(statement, action), conditions, judged);
      if (base === false) return [];
      return this.named(statement, one, hasBoundary).map(({ when, naming: form }) => ({
        effect: one,
        when: all(base, when),
        ...(form && { naming: form }),
      }));
    };
    const clauses = effect ? of(effect) : [...of("Allow"), ...of("Deny")];
    return clauses.filter(({ when }) => when !== false);
  }

  private undecided(form: string, text: string): Formula {
    return atomic(this.atoms.undecided(form, text));
  }

  /** Does Action or NotAction cover the action? */
  covers({ action: element }: Statement, action: string): Formula {
    if (!element) return true;
    const covered = any(
      ...element.entries.map((entry) => {
        const match = coversAction({ negated: false, entries: [entry] }, action);
        return isUndecided(match) ? this.undecided(`action ${entry.text}`, `action ${entry.text}`) : match;
      }),
    );
    if (!element.negated) return covered;
    return typeof covered === "boolean" ? !covered : { kind: "not", of: covered, text: `!${covered.text}` };
  }

  private named(
    statement: Statement,
    effect: "Allow" | "Deny",
    hasBoundary: boolean,
  ): { readonly when: Formula; readonly naming?: Naming }[] {
    const { principal } = statement;
    if (!principal) return [{ when: true }];
    const { negated, entries } = principal;
    if (negated) {
      if (effect === "Deny") return [{ when: this.notNamed(entries, hasBoundary) }];
      const form = `NotPrincipal Allow ${setOf(entries)}${this.known.tell([PRINCIPAL_ARN])}`;
      return [{ when: this.undecided(form, "Allow with NotPrincipal"), naming: "self" }];
    }
    const named = entries.map((entry) => this.entry(entry));
    if (effect === "Deny") return [{ when: any(...named.map(({ when }) => when)) }];
    const certain = named.flatMap(({ when, form }) => (when === true && form ? [form] : []));
    const strongest = NAMINGS.findLast((form) => certain.includes(form));
    const direct = strongest === "everyone" && picksPrincipal(statement) ? "self" : strongest;
    const open = any(...named.filter(({ when, form }) => when !== true && !form).map(({ when }) => when));
    return [
      ...(direct ? [{ when: true, naming: direct }] : []),
      ...named.flatMap(({ when, form }) => (when !== true && form ? [{ when, naming: form }] : [])),
      ...(open === false ? [] : [{ when: open, naming: "self" as const }]),
    ];
  }

  private entry(entry: PrincipalEntry): { when: Formula; form?: Naming } {
    const { type, value } = entry;
    if (type === "Federated" && this.caller.kind !== "provider" && !this.known.has(FEDERATED)) {
      return { when: atomic(this.federated(value)) };
    }
    const form = naming(entry, this.caller, this.known.context);
    if (isUndecided(form)) {
      const told = this.known.tell([PRINCIPAL_ARN]);
      return { when: this.undecided(`principal ${type} ${value}${told}`, `principal ${value}`) };
    }
    if (form === "role" && this.paths) return { when: atomic(this.isRole(value)), form };
    return form ? { when: true, form } : { when: false };
  }

  /** Is it this role of the caller's name, or has the caller's another path? By the name alone it is. */
  private isRole(value: string) {
    return this.atoms.get(`principal role ${value}`, () => ({
      text: `whether the role is ${value}`,
      keys: [PRINCIPAL_ARN],
      tested: PRINCIPAL_ARN,
      whenAbsent: true,
      presumed: true,
      realize: () => undefined,
    }));
  }

  /** A session of a federated provider is told by a condition key. */
  private federated(value: string) {
    return this.atoms.get(`principal Federated ${value}`, () => ({
      text: `principal ${value}`,
      keys: [FEDERATED],
      tested: FEDERATED,
      whenAbsent: false,
      exact: { kind: "equals", values: [value] },
      realize: (truth) => ({ [FEDERATED]: [truth ? value : `${value}-other`] }),
    }));
  }

  private notNamed(entries: readonly PrincipalEntry[], hasBoundary: boolean): Formula {
    const form = `NotPrincipal ${setOf(entries)}${this.known.tell([PRINCIPAL_ARN])}`;
    const hangsOnProvider = entries.some(({ type }) => type === "Federated") && !this.known.has(FEDERATED);
    if (hangsOnProvider && !hasBoundary) return this.undecided(form, "NotPrincipal of a provider");
    const namesRole = ({ type, value }: PrincipalEntry) =>
      type === "AWS" && naming({ type, value }, this.caller, this.known.context) === "role";
    if (this.paths && !hasBoundary && entries.some(namesRole))
      return this.undecided(form, "NotPrincipal of a role whose path is not known");
    const match = deniedByNotPrincipal(entries, this.caller, this.known.context, hasBoundary);
    return isUndecided(match) ? this.undecided(form, match.reasons.join("; ")) : match;
  }
}

/** A text that two lists of principals share only if they hold the same ones, in whatever order. */
function setOf(entries: readonly PrincipalEntry[]): string {
  return JSON.stringify([...new Set(entries.map(({ type, value }) => `${type} ${value}`))].sort());
}

const FEDERATED = "aws:federatedprovider";
export const PRINCIPAL_ARN = "aws:principalarn";

import type { Caller } from "../caller";
import { RequestContext } from "../context";
import { always, firstDeny, outcomeOf } from "../decide";
import { gather } from "../evidence";
import { certain } from "../findings";
import type { Situation } from "../question";
import type { Atom, Atoms } from "./atom";
import type { Clause } from "./clauses";
import { FALSE, OPEN, TRUE, textOf, type Assignment, type Truth } from "./formula";
import { Stubs, type ClauseList } from "./stubs";

/** One side of a question about one region: whether it allows, for any truth of what is open. */
export class Side {
  private readonly stubs: Stubs;
  private readonly openLimits = new Map<string, Atom>();

  constructor(
    readonly lists: readonly ClauseList[],
    private readonly caller: Caller,
    private readonly situation: Situation,
    atoms: Atoms,
  ) {
    this.stubs = new Stubs(caller);
    if (situation.crossAccount || !this.clauses("resource").some(({ effect }) => effect === "Allow")) return;
    for (const limit of ["boundary", "session"]) {
      if (!lists.some(({ kind }) => kind === limit)) continue;
      for (const by of ["resource", "trust"]) {
        const open = `whether the grant of the ${by} policy is limited by the ${limit}`;
        if ((by === "trust") === situation.trust) this.openLimits.set(open, atoms.undecided(open, open));
      }
    }
  }

  private clauses(kind: ClauseList["kind"]): readonly Clause[] {
    return this.lists.filter((list) => list.kind === kind).flatMap(({ clauses }) => clauses);
  }

  /** What AWS's pages leave open beside the clauses themselves. */
  get openAtoms(): Iterable<Atom> {
    return this.openLimits.values();
  }

  /** A text that two sides share only if they answer alike. */
  get form(): string {
    return JSON.stringify(
      this.lists.map(({ kind, clauses, listsAllow }) => [
        kind,
        listsAllow,
        [...new Set(clauses.map(formOf))].sort(),
      ]),
    );
  }

  /** Is whatever this side allows allowed by the other too, because that has the same Denies at most and the same Allows at least? */
  isWithin(other: Side): boolean {
    return (
      this.lists.length === other.lists.length &&
      this.lists.every(({ kind, clauses, listsAllow }, place) => {
        const beside = other.lists[place]!;
        const [own, others] = [new Set(clauses.map(formOf)), new Set(beside.clauses.map(formOf))];
        return (
          beside.kind === kind &&
          (kind !== "rcp" || beside.listsAllow === listsAllow) &&
          clauses.every((clause) => clause.effect === "Deny" || others.has(formOf(clause))) &&
          beside.clauses.every((clause) => clause.effect === "Allow" || own.has(formOf(clause)))
        );
      })
    );
  }

  /** Does it allow? Open where the assignment leaves it so. */
  answer(assignment: Assignment): Truth {
    const policies = this.stubs.policies(this.lists, assignment);
    const question = {
      caller: this.caller,
      action: "",
      resource: "",
      context: NOTHING_KNOWN,
      hasBoundary: false,
    };
    const evidence = gather(policies, question, this.situation);
    if (firstDeny(evidence, certain)) return FALSE;
    const mayDeny = firstDeny(evidence, always) !== undefined;
    if (outcomeOf(evidence, this.situation, certain).allowed) return mayDeny ? OPEN : TRUE;
    const best = outcomeOf(evidence, this.situation, always);
    if (!best.allowed) return FALSE;
    const open = best.open === undefined ? undefined : this.openLimits.get(best.open);
    const doubts = evidence.all.some(({ allows }) => allows.some((finding) => !certain(finding)));
    if (!open || doubts) return OPEN;
    const truth = assignment[open.index] as Truth;
    return truth === TRUE && mayDeny ? OPEN : truth;
  }
}

const NOTHING_KNOWN = new RequestContext({});

const formOf = ({ effect, when, naming }: Clause) => `${effect} ${naming} ${textOf(when)}`;

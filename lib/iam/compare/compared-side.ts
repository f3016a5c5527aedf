import type { Caller } from "../caller";
import { decide } from "../decide";
import { readRequest, type Situation } from "../question";
import type { Decision, PolicySet } from "../types";
import type { Atoms } from "./atom";
import { Clauses, PRINCIPAL_ARN, type Clause } from "./clauses";
import { ConditionFormulas } from "./condition-formula";
import { all, textOf } from "./formula";
import { Known, type ContextValues } from "./known";
import { Patterns, type Globs } from "./patterns";
import { preparePolicies, type PreparedPolicies, type PreparedStatement } from "./policies";
import type { AccessScope, KnownKeys } from "./scope";
import { Side } from "./side";
import type { ValueClasses } from "./value-classes";
import type { Region } from "./walk";

/** What both sides of a comparison have in common. */
export interface Common {
  readonly caller: Caller;
  readonly scope: AccessScope;
  /** Of the resources in question. */
  readonly account: string;
  readonly atoms: Atoms;
  readonly classes: ValueClasses;
  readonly globs: Globs;
  /** Does either side's policy set tell callers apart by `aws:PrincipalArn`? */
  readonly readsArn: boolean;
}

/** One side of a comparison: a policy set, and what is known of its requests. */
export class ComparedSide {
  private readonly known: Known;
  private readonly policies: PreparedPolicies;
  private readonly statements: readonly PreparedStatement[];
  private readonly patterns: Patterns;
  private readonly conditions: ConditionFormulas;
  private readonly clauses: Clauses;
  private readonly byAction = new Map<string, Map<PreparedStatement, readonly Clause[]>>();

  constructor(
    set: PolicySet,
    private readonly common: Common,
    own: KnownKeys | undefined,
  ) {
    const { caller, scope, account, atoms, classes, globs, readsArn } = common;
    this.known = new Known(scope, account, own);
    this.policies = preparePolicies(set, this.known, classes);
    this.statements = this.policies.lists.flatMap(({ statements }) => statements);
    this.patterns = new Patterns(this.known, atoms, globs);
    for (const { statement } of this.statements)
      if (statement.resource) this.patterns.add(statement.resource);
    this.conditions = new ConditionFormulas(atoms, this.known, classes);
    const paths = caller.role !== undefined && readsArn && !this.known.has(PRINCIPAL_ARN);
    this.clauses = new Clauses(atoms, this.known, caller, paths);
  }

  /** A text that two actions share only if every statement treats them alike. */
  formOf(action: string): string {
    return this.statements
      .map(({ statement }) => (statement.action ? textOf(this.clauses.covers(statement, action)) : ""))
      .join(";");
  }

  /** What its policies say about the action in the region. */
  side(action: string, region: Region): Side {
    const clauses = this.policies.lists.map(({ kind, statements, listsAllow }) => ({
      kind,
      listsAllow,
      clauses: statements.flatMap((statement) => this.clausesOf(statement, action, region)),
    }));
    return new Side(clauses, this.common.caller, this.situation(action, region), this.common.atoms);
  }

  /** The evaluator's decision, where the keys that are not known have these values. */
  decide(action: string, { resource }: Region, chosen: ContextValues): Decision {
    return decide(this.request(action, resource, chosen), this.policies.read);
  }

  private situation(action: string, { resource }: Region): Situation {
    const read = readRequest(this.request(action, resource, {}), this.policies.read);
    if ("problem" in read) throw new Error(read.problem);
    return read.situation;
  }

  private request(action: string, resource: string, chosen: ContextValues) {
    const { principal } = this.common.scope;
    const context = this.known.record(chosen);
    return { principal, action, resource, resourceAccountId: this.common.account, context };
  }

  private clausesOf(prepared: PreparedStatement, action: string, region: Region): readonly Clause[] {
    const known = this.byAction.get(action) ?? new Map<PreparedStatement, readonly Clause[]>();
    this.byAction.set(action, known);
    let clauses = known.get(prepared);
    if (!clauses) {
      const conditions = this.conditions.of(prepared.lines);
      const { hasBoundary } = this.policies;
      clauses = this.clauses.of({ ...prepared, conditions, hasBoundary }, action);
      known.set(prepared, clauses);
    }
    const { resource } = prepared.statement;
    if (!clauses.length || !resource) return clauses;
    const covered = this.patterns.covers(resource, region);
    if (covered === true) return clauses;
    return covered === false ? [] : clauses.map((clause) => ({ ...clause, when: all(clause.when, covered) }));
  }
}

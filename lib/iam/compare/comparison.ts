import { ecrAction } from "../../aws/ecr-actions";
import { readCaller, type Caller } from "../caller";
import { decide } from "../decide";
import { matchesGlob, type GlobPart } from "../glob";
import { readRequest, type Situation } from "../question";
import { readTemplate } from "../template";
import type { Decision, PolicySet } from "../types";
import { Atoms } from "./atom";
import { Clauses, PRINCIPAL_ARN, type Clause } from "./clauses";
import { ConditionFormulas } from "./condition-formula";
import { all, textOf } from "./formula";
import { Known, type ContextValues } from "./known";
import { Patterns } from "./patterns";
import { preparePolicies, type PreparedPolicies, type PreparedStatement } from "./policies";
import { RegionQuestion, type Question } from "./region-question";
import type { AccessScope } from "./scope";
import { Side } from "./side";
import { ValueClasses } from "./value-classes";
import { walkRegions, type Region } from "./walk";

/** Does IAM ask the action on `*`, because it names no repository? */
export function isRegistryLevel(action: string): boolean {
  return ecrAction(action)?.repository === false;
}

/** The pattern's parts: `scope.resources` holds wildcards and no variables. */
export function readBound(resources: string): readonly GlobPart[] {
  return readTemplate(resources, { wildcards: true, variables: false }) as readonly GlobPart[];
}

function mentions(policies: readonly PolicySet[], key: string): boolean {
  return policies.some((set) => JSON.stringify(set).toLowerCase().includes(key));
}

/** Two policy sets, ready for questions about actions and regions. */
export class Comparison {
  private readonly known: Known;
  private readonly atoms = new Atoms();
  private readonly patterns: Patterns;
  private readonly conditions: ConditionFormulas;
  private readonly clauses: Clauses;
  private readonly caller: Caller;
  private readonly sides: { readonly base: PreparedPolicies; readonly head: PreparedPolicies };
  private readonly byAction = new Map<string, Map<PreparedStatement, readonly Clause[]>>();
  private readonly questions = new Map<string, RegionQuestion>();

  constructor(
    base: PolicySet,
    head: PolicySet,
    private readonly scope: AccessScope,
    /** Of the resources in question: another one than the scope's for actions without a repository. */
    private readonly account: string,
  ) {
    this.caller = readCaller(scope.principal)!;
    this.known = new Known(scope, account);
    const classes = new ValueClasses();
    this.sides = {
      base: preparePolicies(base, this.known, classes),
      head: preparePolicies(head, this.known, classes),
    };
    this.patterns = new Patterns(this.known, this.atoms);
    for (const { lists } of [this.sides.base, this.sides.head]) {
      for (const { statements } of lists)
        for (const { statement } of statements) if (statement.resource) this.patterns.add(statement.resource);
    }
    this.conditions = new ConditionFormulas(this.atoms, this.known, classes);
    const paths =
      this.caller.role !== undefined &&
      !this.known.has(PRINCIPAL_ARN) &&
      mentions([base, head], PRINCIPAL_ARN);
    this.clauses = new Clauses(this.atoms, this.known, this.caller, paths);
  }

  /**
   * The repositories of the scope, those together that no pattern tells apart.
   * @throws TooManyStates
   */
  repositories(): readonly Region[] {
    return walkRegions(this.account, readBound(this.scope.resources), this.patterns.globs);
  }

  /** What actions without a repository are asked on. */
  registry(): Region {
    return this.regionOf("*");
  }

  /** The region of one resource. */
  regionOf(resource: string): Region {
    const matching = this.patterns.globs.flatMap((glob, number) =>
      matchesGlob(glob, resource) ? [number] : [],
    );
    return { resource, matching: new Set(matching) };
  }

  /** The actions in groups that every statement of both sides treats alike: one of a group answers for all. */
  alike(actions: readonly string[]): readonly (readonly string[])[] {
    const groups = new Map<string, string[]>();
    for (const action of actions) {
      const form = (["base", "head"] as const)
        .flatMap((which) => this.sides[which].lists.flatMap(({ statements }) => statements))
        .map((prepared) =>
          prepared.statement.action ? textOf(this.clauses.covers(prepared.statement, action)) : "",
        )
        .join(";");
      const group = groups.get(form);
      if (group) group.push(action);
      else groups.set(form, [action]);
    }
    return [...groups.values()];
  }

  /** The texts of the resource patterns that match the region. */
  patternsOf({ matching }: Region): readonly string[] {
    return [...matching].map((number) => this.patterns.textOf(number));
  }

  /** The texts of all resource patterns. */
  get patternTexts(): readonly string[] {
    return this.patterns.globs.map((_, number) => this.patterns.textOf(number));
  }

  /** The question of one action in one region; questions that come to the same are the same. */
  ask(action: string, region: Region): RegionQuestion {
    const base = this.side("base", action, region);
    const head = this.side("head", action, region);
    const form = `${base.form} ${head.form}`;
    let question = this.questions.get(form);
    if (!question) {
      const confirm: Question["confirm"] = (allowing, chosen) =>
        this.confirm(action, region, allowing, chosen);
      question = new RegionQuestion({ base, head, atoms: this.atoms, confirm });
      this.questions.set(form, question);
    }
    return question;
  }

  private side(which: "base" | "head", action: string, region: Region): Side {
    const { lists, read } = this.sides[which];
    const clauses = lists.map(({ kind, statements, listsAllow }) => ({
      kind,
      listsAllow,
      clauses: statements.flatMap((statement) => this.clausesOf(which, statement, action, region)),
    }));
    return new Side(clauses, this.caller, this.situation(read, action, region), this.atoms);
  }

  private situation(policies: PreparedPolicies["read"], action: string, { resource }: Region): Situation {
    const read = readRequest(this.request(action, resource, {}), policies);
    if ("problem" in read) throw new Error(read.problem);
    return read.situation;
  }

  private clausesOf(
    which: "base" | "head",
    prepared: PreparedStatement,
    action: string,
    region: Region,
  ): readonly Clause[] {
    const known = this.byAction.get(action) ?? new Map<PreparedStatement, readonly Clause[]>();
    this.byAction.set(action, known);
    let clauses = known.get(prepared);
    if (!clauses) {
      const conditions = this.conditions.of(prepared.lines);
      const { hasBoundary } = this.sides[which];
      clauses = this.clauses.of({ ...prepared, conditions, hasBoundary }, action);
      known.set(prepared, clauses);
    }
    const { resource } = prepared.statement;
    if (!clauses.length || !resource) return clauses;
    const covered = this.patterns.covers(resource, region);
    if (covered === true) return clauses;
    return covered === false ? [] : clauses.map((clause) => ({ ...clause, when: all(clause.when, covered) }));
  }

  private request(action: string, resource: string, chosen: ContextValues) {
    const { principal } = this.scope;
    const context = this.known.record(chosen);
    return { principal, action, resource, resourceAccountId: this.account, context };
  }

  private confirm(
    action: string,
    { resource }: Region,
    allowing: "base" | "head",
    chosen: ContextValues,
  ): Decision | undefined {
    const request = this.request(action, resource, chosen);
    const decision = decide(request, this.sides[allowing].read);
    const other = decide(request, this.sides[allowing === "base" ? "head" : "base"].read);
    return decision.result === "Allowed" && other.result !== "Allowed" ? decision : undefined;
  }
}

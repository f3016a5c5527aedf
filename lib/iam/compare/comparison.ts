import { ecrAction } from "../../aws/ecr-actions";
import { readCaller } from "../caller";
import { matchesGlob, type GlobPart } from "../glob";
import { readTemplate } from "../template";
import type { Decision, PolicySet } from "../types";
import { Atoms } from "./atom";
import { PRINCIPAL_ARN } from "./clauses";
import { ComparedSide, type Common } from "./compared-side";
import type { ContextValues } from "./known";
import { Globs } from "./patterns";
import { RegionQuestion, type Question } from "./region-question";
import type { AccessScope } from "./scope";
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
  private readonly common: Common;
  private readonly sides: { readonly base: ComparedSide; readonly head: ComparedSide };
  private readonly questions = new Map<string, RegionQuestion>();

  constructor(
    base: PolicySet,
    head: PolicySet,
    scope: AccessScope,
    /** Of the resources in question: another one than the scope's for actions without a repository. */
    account: string,
  ) {
    this.common = {
      caller: readCaller(scope.principal)!,
      scope,
      account,
      atoms: new Atoms(),
      classes: new ValueClasses(),
      globs: new Globs(),
      readsArn: mentions([base, head], PRINCIPAL_ARN),
    };
    this.sides = {
      base: new ComparedSide(base, this.common, scope.sides?.base),
      head: new ComparedSide(head, this.common, scope.sides?.head),
    };
  }

  /**
   * The repositories of the scope, those together that no pattern tells apart.
   * @throws TooManyStates
   */
  repositories(): readonly Region[] {
    const { account, scope, globs } = this.common;
    return walkRegions(account, readBound(scope.resources), globs.list);
  }

  /** What actions without a repository are asked on. */
  registry(): Region {
    return this.regionOf("*");
  }

  /** The region of one resource. */
  regionOf(resource: string): Region {
    const matching = this.common.globs.list.flatMap((glob, number) =>
      matchesGlob(glob, resource) ? [number] : [],
    );
    return { resource, matching: new Set(matching) };
  }

  /** The actions in groups that every statement of both sides treats alike: one of a group answers for all. */
  alike(actions: readonly string[]): readonly (readonly string[])[] {
    const groups = new Map<string, string[]>();
    for (const action of actions) {
      const form = `${this.sides.base.formOf(action)} ${this.sides.head.formOf(action)}`;
      const group = groups.get(form);
      if (group) group.push(action);
      else groups.set(form, [action]);
    }
    return [...groups.values()];
  }

  /** The texts of the resource patterns that match the region. */
  patternsOf({ matching }: Region): readonly string[] {
    return [...matching].map((number) => this.common.globs.textOf(number));
  }

  /** The texts of all resource patterns. */
  get patternTexts(): readonly string[] {
    return this.common.globs.list.map((_, number) => this.common.globs.textOf(number));
  }

  /** The question of one action in one region; questions that come to the same are the same. */
  ask(action: string, region: Region): RegionQuestion {
    const base = this.sides.base.side(action, region);
    const head = this.sides.head.side(action, region);
    const form = `${base.form} ${head.form}`;
    let question = this.questions.get(form);
    if (!question) {
      const confirm: Question["confirm"] = (allowing, chosen) =>
        this.confirm(action, region, allowing, chosen);
      question = new RegionQuestion({ base, head, atoms: this.common.atoms, confirm });
      this.questions.set(form, question);
    }
    return question;
  }

  private confirm(
    action: string,
    region: Region,
    allowing: "base" | "head",
    chosen: ContextValues,
  ): Decision | undefined {
    const decision = this.sides[allowing].decide(action, region, chosen);
    const other = this.sides[allowing === "base" ? "head" : "base"].decide(action, region, chosen);
    return decision.result === "Allowed" && other.result !== "Allowed" ? decision : undefined;
  }
}

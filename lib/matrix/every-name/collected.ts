import type { Comparison } from "../../iam/compare/comparison";
import type { RegionAnswer } from "../../iam/compare/region-question";
import type { Region } from "../../iam/compare/walk";
import type { NameChange } from "../every-name";
import { globExpression } from "../glob-expression";
import { nameStatement } from "../judge";
import { coverOf, type Covered } from "./pattern-cover";

interface Change extends Pick<NameChange, "direction" | "certain" | "because"> {
  readonly actions: string[];
  /** Those that allow it. */
  readonly statements: Set<string>;
}

/** Between patterns of which all match. */
export const MATCHING = " matching ";

/** Regions are many; what changes alike in several is said by as few patterns as can be. */
export class Collected {
  private open = new Map<string, Change>();
  private readonly regions: Region[] = [];
  private readonly merged = new Map<string, Map<number, Change>>();

  /**
   * @param everywhere what is said of every name of the question
   * @param onlyHere is everything asked about at home?
   */
  constructor(
    private readonly comparison: Comparison,
    private readonly home: string,
    private readonly everywhere: string,
    private readonly onlyHere: boolean,
  ) {}

  add(direction: NameChange["direction"], answer: RegionAnswer, actions: readonly string[]) {
    if (answer.verdict === "none") return;
    const { because, statement } = answer;
    const certain = answer.verdict === "some";
    const key = JSON.stringify([direction, certain, because]);
    const change = this.open.get(key) ?? { direction, certain, because, actions: [], statements: new Set() };
    this.open.set(key, change);
    change.actions.push(...actions);
    if (statement) change.statements.add(nameStatement(statement));
  }

  /** The region is done. */
  close(region: Region): void {
    const number = this.regions.push(region) - 1;
    for (const [key, change] of this.open) {
      const whole = JSON.stringify([key, change.actions]);
      const places = this.merged.get(whole) ?? new Map<number, Change>();
      this.merged.set(whole, places);
      places.set(number, change);
    }
    this.open = new Map();
  }

  changes(): NameChange[] {
    if (!this.merged.size) return [];
    const cells = this.regions.map(({ matching }) => matching);
    const texts = this.comparison.patternTexts.map((text) => this.shorten(text));
    const weights = texts.map((text) => text.replace(/[*?]/g, "").length);
    return [...this.merged.values()].flatMap((places) =>
      coverOf(cells, new Set(places.keys()), weights).map((covered) => this.changeOf(covered, places, texts)),
    );
  }

  private changeOf(
    { within, except, cells: [first] }: Covered,
    places: ReadonlyMap<number, Change>,
    texts: readonly string[],
  ): NameChange {
    const { direction, certain, because, actions, statements } = places.get(first!)!;
    const { resource: witness } = this.regions[first!]!;
    const patterns = within.map((number) => texts[number]!);
    return {
      direction,
      certain,
      actions,
      pattern: witness === "*" ? "*" : this.bounded(patterns).join(MATCHING),
      except: [...new Set(except.map((number) => texts[number]!))],
      witness,
      because,
      ...(statements.size && { statement: [...statements].join(" and ") }),
    };
  }

  /** Where the question is about some names only, they are among the patterns, or a narrower one is. */
  private bounded(patterns: readonly string[]): readonly string[] {
    const [start, ...wildcards] = this.everywhere.split("*");
    const narrower = wildcards.length ? patterns.filter((pattern) => pattern !== "*") : [];
    const isBounded = narrower.some((pattern) => pattern.includes(":") || pattern.startsWith(start!));
    return isBounded ? narrower : [this.everywhere, ...narrower];
  }

  private shorten(pattern: string): string {
    if (pattern.startsWith(this.home)) return pattern.slice(this.home.length);
    const [, place, name] = /^((?:[^:]*:){5}repository\/)([^:]*)$/.exec(pattern) ?? [];
    const isHere = place !== undefined && this.onlyHere && globExpression(place).test(this.home);
    return isHere ? name! : pattern;
  }
}

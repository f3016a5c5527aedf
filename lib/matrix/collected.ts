import type { Comparison } from "../iam/compare/comparison";
import type { RegionAnswer } from "../iam/compare/region-question";
import type { Region } from "../iam/compare/walk";
import type { NameChange } from "./every-name";
import { nameStatement } from "./judge";

interface Collecting extends Omit<NameChange, "actions" | "except"> {
  readonly actions: string[];
}

/** Regions are many; what changes alike under one pattern is one change. */
export class Collected {
  private open = new Map<string, Collecting>();
  private readonly merged = new Map<string, Collecting>();
  /** Patterns of regions in which nothing changes, by direction and action. */
  private readonly regions: {
    readonly patterns: readonly string[];
    readonly changed: ReadonlySet<string>;
  }[] = [];

  constructor(
    private readonly comparison: Comparison,
    private readonly home: string,
  ) {}

  add(direction: NameChange["direction"], answer: RegionAnswer, actions: readonly string[], region: Region) {
    if (answer.verdict === "none") return;
    const certain = answer.verdict === "some";
    const key = JSON.stringify([direction, certain, answer.because]);
    const found = this.open.get(key);
    if (found) return void found.actions.push(...actions);
    const pattern = this.narrowest(region);
    const { because } = answer;
    const statement = answer.statement && { statement: nameStatement(answer.statement) };
    this.open.set(key, {
      direction,
      certain,
      actions: [...actions],
      pattern,
      witness: region.resource,
      because,
      ...statement,
    });
  }

  /** The region is done. */
  close(region: Region): void {
    const changed = new Set<string>();
    for (const [key, change] of this.open) {
      const whole = JSON.stringify([key, change.actions, change.pattern]);
      changed.add(whole);
      if (!this.merged.has(whole)) this.merged.set(whole, change);
    }
    const patterns = this.comparison.patternsOf(region).map((pattern) => this.shorten(pattern));
    this.regions.push({ patterns, changed });
    this.open = new Map();
  }

  changes(): NameChange[] {
    return [...this.merged].map(([key, change]) => {
      const except = this.regions
        .filter(
          ({ patterns, changed }) =>
            (change.pattern === "*" || patterns.includes(change.pattern)) && !changed.has(key),
        )
        .flatMap(({ patterns }) => (patterns.length ? [narrowestOf(patterns)] : []))
        .filter((pattern) => pattern !== change.pattern);
      return { ...change, except: [...new Set(except)] };
    });
  }

  private narrowest(region: Region): string {
    if (region.resource === "*") return "*";
    const patterns = this.comparison.patternsOf(region).map((pattern) => this.shorten(pattern));
    return patterns.length ? narrowestOf(patterns) : "*";
  }

  private shorten(pattern: string): string {
    if (pattern.startsWith(this.home)) return pattern.slice(this.home.length);
    return pattern;
  }
}

/** The one with the most text of its own. */
function narrowestOf(patterns: readonly string[]): string {
  const text = (pattern: string) => pattern.replace(/[*?]/g, "").length;
  return patterns.reduce((best, pattern) => (text(pattern) > text(best) ? pattern : best));
}

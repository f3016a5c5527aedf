import type { GlobPart } from "../glob";
import { isUndecided } from "../match";
import { coversResource } from "../resource";
import type { Element, ResourcePattern } from "../statement";
import { fill, isVariable, segments, widest, type Template } from "../template";
import type { Atoms } from "./atom";
import { any, atomic, negate, type Formula } from "./formula";
import type { Known } from "./known";
import { fillKnown, formOf, merge, unknownKeysOf } from "./policy-value";
import { solve } from "./realize";
import type { Region } from "./walk";

/** A resource pattern of a statement, and the texts by which the walk knows where it may match. */
interface Tracked {
  readonly pattern: ResourcePattern;
  readonly template: Template | undefined;
  readonly unknownKeys: readonly string[];
  /** Each variable as `*`; `undefined`: not told by the walk. */
  readonly most: number | undefined;
}

/** All resource patterns of a comparison, each distinct text once. */
export class Globs {
  readonly list: (readonly GlobPart[])[] = [];
  private readonly numbers = new Map<string, number>();

  track(parts: readonly GlobPart[]): number {
    const form = formOf(merge(parts));
    let number = this.numbers.get(form);
    if (number === undefined) {
      number = this.list.length;
      this.numbers.set(form, number);
      this.list.push(parts);
    }
    return number;
  }

  /** The pattern as a policy would write it, variables as `*`. */
  textOf(number: number): string {
    return this.list[number]!.map((part) => (typeof part === "string" ? part : part.description)).join("");
  }
}

/** The resource patterns of one side. */
export class Patterns {
  private readonly tracked = new Map<ResourcePattern, Tracked>();

  constructor(
    private readonly known: Known,
    private readonly atoms: Atoms,
    private readonly globs: Globs,
  ) {}

  add({ entries }: Element<ResourcePattern>): void {
    for (const pattern of entries) {
      const template = pattern.template && fillKnown(pattern.template, this.known);
      const unknownKeys = unknownKeysOf(template ?? [], this.known);
      const most = template && this.globs.track(widest(merge(template)));
      // With its variables absent, a pattern may still match by their defaults.
      const filled = template && unknownKeys.length ? fill(template, this.known.context) : undefined;
      if (filled && !isUndecided(filled)) this.globs.track(filled);
      this.tracked.set(pattern, {
        pattern,
        template: template && merge(template),
        unknownKeys,
        most,
      });
    }
  }

  /** Does the element cover the region? */
  covers({ negated, entries }: Element<ResourcePattern>, region: Region): Formula {
    const matched = any(
      ...entries.map((pattern) => this.matches(this.tracked.get(pattern)!, region, negated)),
    );
    return negated ? negate(matched) : matched;
  }

  private matches(tracked: Tracked, region: Region, negated: boolean): Formula {
    const { pattern, most, template, unknownKeys } = tracked;
    const { text } = pattern;
    const form = template ? formOf(template) : `malformed ${text}`;
    const undecided = (element: string) =>
      atomic(this.atoms.undecided(`${element} ${form}`, `${element} ${text}`));
    const here = most !== undefined && region.matching.has(most);
    if (!unknownKeys.length) {
      if (most !== undefined && !here) return false;
      const element = { negated, entries: [pattern] };
      const match = coversResource(element, region.resource, this.known.context);
      if (isUndecided(match)) return undecided("Resource");
      return negated ? !match : match;
    }
    if (headHasVariable(template!)) return here && undecided("Resource");
    if (negated) return (here || !allHaveDefaults(template!)) && undecided("NotResource");
    return here && this.open(tracked, region);
  }

  private open({ pattern, template, unknownKeys }: Tracked, { resource }: Region): Formula {
    const element = { negated: false, entries: [pattern] };
    const absent = coversResource(element, resource, this.known.context);
    const match = (chosen: Readonly<Record<string, readonly string[]>>) =>
      coversResource(element, resource, this.known.contextWith(chosen));
    const other = Object.fromEntries(unknownKeys.map((key) => [key, ["other-x9"]]));
    return atomic(
      this.atoms.get(`pattern ${resource} ${formOf(template!)}`, () => ({
        text: `resource ${pattern.text}`,
        keys: unknownKeys,
        whenAbsent: isUndecided(absent) ? undefined : absent,
        realize: (truth) => {
          const chosen = truth ? solve(template!, resource) : other;
          return chosen && match(chosen) === truth ? chosen : undefined;
        },
      })),
    );
  }
}

function headHasVariable(template: Template): boolean {
  return segments(template)
    .slice(0, 5)
    .some((part) => part.some(isVariable));
}

function allHaveDefaults(template: Template): boolean {
  return template.filter(isVariable).every(({ otherwise }) => otherwise !== undefined);
}

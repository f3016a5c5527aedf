import type { AttachedPolicy } from "../terraform/inventory";
import type { ComparedRole } from "./compared-role";
import { globExpression } from "./glob-expression";
import { isStatement } from "./narrowed";
import type { RepositoryGroup } from "./repository-groups";

interface Place {
  readonly name: string;
  readonly group: RepositoryGroup;
}

/** Which existing repositories the statements of a role can be about, by the patterns of names alone. */
export class Reach {
  private readonly places: readonly Place[];

  constructor(groups: readonly RepositoryGroup[]) {
    this.places = groups
      .flatMap((group) => (group.names ?? []).map((name) => ({ name, group })))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** The groups in which one of these statements of the role may apply; undefined: in all. */
  of(
    { base, head }: ComparedRole,
    isMeant: (statement: unknown) => boolean,
  ): ReadonlySet<RepositoryGroup> | undefined {
    const policies = [base, head].flatMap((role) =>
      role ? [...role.identity, ...(role.boundary ? [role.boundary] : [])] : [],
    );
    const patterns = [...new Set(policies.flatMap((policy) => patternsOf(policy, isMeant)))];
    if (patterns.includes("*")) return undefined;
    return new Set(patterns.flatMap((pattern) => this.groupsAt(pattern)));
  }

  private groupsAt(pattern: string): RepositoryGroup[] {
    const prefix = /^[^*?]*/.exec(pattern)![0];
    const whole = globExpression(pattern);
    const found: RepositoryGroup[] = [];
    for (let at = firstFrom(this.places, prefix); at < this.places.length; at++) {
      const { name, group } = this.places[at]!;
      if (!name.startsWith(prefix)) break;
      if (whole.test(name)) found.push(group);
    }
    return found;
  }
}

/** The names that the statements match, variables as `*`; everything where that is not known. */
function patternsOf(
  { document }: AttachedPolicy,
  isMeant: (statement: unknown) => boolean,
): readonly string[] {
  const statements = isStatement(document) ? [document.Statement].flat() : [document];
  return statements.filter(isMeant).flatMap((statement) => {
    const given = isStatement(statement) ? [statement.Resource].flat() : [undefined];
    return given.map((one) => (typeof one === "string" ? nameIn(one) : "*"));
  });
}

/** What of an ARN pattern is about the name; everything where it has not all its colons, or a variable before the name. */
function nameIn(pattern: string): string {
  const name = /^(?:[^:]*:){5}repository\/(.*)$/s.exec(pattern)?.[1];
  return name?.replace(/\$\{[^}]*\}/g, "*") ?? "*";
}

/** The first place from the prefix on, in order. */
function firstFrom(places: readonly Place[], prefix: string): number {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (places[middle]!.name < prefix) low = middle + 1;
    else high = middle;
  }
  return low;
}

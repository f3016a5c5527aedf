import type { AttachedPolicy } from "../../terraform/inventory";
import type { ComparedRole } from "../every-name/compared-role";
import { globExpression } from "../glob-expression";
import { isWritten } from "../written";
import type { RepositoryGroup } from "./repository-groups";
import { SortedTexts } from "./sorted-texts";

interface Place {
  readonly name: string;
  readonly group: RepositoryGroup;
}

/** Which existing repositories the statements of a role can be about, by the patterns of names alone. */
export class Reach {
  private readonly places: SortedTexts<Place>;

  constructor(groups: readonly RepositoryGroup[]) {
    const places = groups.flatMap((group) => (group.names ?? []).map((name) => ({ name, group })));
    this.places = new SortedTexts(places, ({ name }) => name);
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
    return this.places.beginningWith(prefix).flatMap(({ name, group }) => (whole.test(name) ? [group] : []));
  }
}

/** The names that the statements match, variables as `*`; everything where that is not known. */
function patternsOf(
  { document }: AttachedPolicy,
  isMeant: (statement: unknown) => boolean,
): readonly string[] {
  const statements = isWritten(document) ? [document.Statement].flat() : [document];
  return statements.filter(isMeant).flatMap((statement) => {
    const given = isWritten(statement) ? [statement.Resource].flat() : [undefined];
    return given.map((one) => (typeof one === "string" ? nameIn(one) : "*"));
  });
}

/** What of an ARN pattern is about the name; everything where it has not all its colons, or a variable before the name. */
function nameIn(pattern: string): string {
  const name = /^(?:[^:]*:){5}repository\/(.*)$/s.exec(pattern)?.[1];
  return name?.replace(/\$\{[^}]*\}/g, "*") ?? "*";
}

import { Unknown, holdsUnknown } from "../terraform/unknown";
import { boundCondition } from "./bounded-condition";
import { anySession } from "./session";
import { isOpen, reasonOf, widened } from "./open-item";

export type Statement = Readonly<Record<string, unknown>>;

/** What a statement may cover at most, and what it covers for certain; nothing: `undefined`. */
export interface Bounds {
  readonly widest: Statement;
  readonly certain: Statement | undefined;
  /** Why the two differ. */
  readonly doubt?: string;
}

type IsKnown = (key: string) => boolean;

const LISTS = [
  ["Action", "NotAction"],
  ["Resource", "NotResource"],
] as const;

/** On which side the policy stands: a policy of an identity names no principal, one of a resource needs no resource. */
export type Side = "identity" | "resource";

/** Bounds of a statement of which parts are unknown or hang on condition keys that nobody knows. */
export function boundsOf(
  statement: unknown,
  side: Side,
  isKnown: IsKnown,
  variables: IsKnown = () => true,
): Bounds {
  if (statement instanceof Unknown) {
    return { widest: everything(side), certain: undefined, doubt: statement.reason };
  }
  if (typeof statement !== "object" || statement === null)
    return { widest: statement as never, certain: statement as never };
  const bounding = new Bounding(statement as Statement, isKnown, variables);
  return bounding.bounds();
}

/** Of everything, to be allowed or denied as the caller of it says. */
function everything(side: Side): Statement {
  return { Action: "*", ...(side === "identity" ? { Resource: "*" } : { Principal: "*" }) };
}

class Bounding {
  private readonly widest: Record<string, unknown>;
  private certain: Record<string, unknown> | undefined;
  private doubt: string | undefined;

  constructor(
    statement: Statement,
    private readonly isKnown: IsKnown,
    /** Is the value of a policy variable known? */
    private readonly variables: IsKnown,
  ) {
    this.widest = { ...statement };
    this.certain = { ...statement };
  }

  bounds(): Bounds {
    for (const [positive, negative] of LISTS) {
      this.boundPositive(positive);
      this.boundNegative(negative, positive);
    }
    this.boundPrincipals("Principal");
    if (holdsUnknown(this.widest.NotPrincipal))
      this.widen("NotPrincipal", "Principal", "*", "a principal that is not known");
    this.boundCondition();
    if (this.widest.Effect instanceof Unknown) this.uncertain(this.widest.Effect.reason);
    return {
      widest: this.widest,
      certain: this.certain,
      ...(this.doubt !== undefined && { doubt: this.doubt }),
    };
  }

  private uncertain(reason: string): void {
    this.certain = undefined;
    this.doubt ??= reason;
  }

  /** Replaces an element by a wider one; for certain nothing is left. */
  private widen(element: string, by: string, value: unknown, reason: string): void {
    delete this.widest[element];
    this.widest[by] = value;
    this.uncertain(reason);
  }

  private isOpen(value: unknown): boolean {
    return isOpen(value, this.variables);
  }

  private boundPositive(element: string): void {
    if (!(element in this.widest)) return;
    const items = [this.widest[element]].flat();
    const open = items.filter((item) => this.isOpen(item));
    if (!open.length) return;
    this.doubt ??= reasonOf(open[0]);
    this.widest[element] = items.map((item) => (this.isOpen(item) ? widened(item, this.variables) : item));
    const rest = items.filter((item) => !this.isOpen(item));
    if (rest.length && this.certain) this.certain[element] = rest;
    else this.uncertain(reasonOf(open[0]));
  }

  private boundNegative(element: string, positive: string): void {
    if (!(element in this.widest)) return;
    const items = [this.widest[element]].flat();
    const open = items.filter((item) => this.isOpen(item));
    if (!open.length) return;
    const rest = items.filter((item) => !this.isOpen(item));
    if (rest.length) this.widest[element] = rest;
    else this.widen(element, positive, "*", reasonOf(open[0]));
    this.uncertain(reasonOf(open[0]));
  }

  /** One session of a role may be this role's session or another of it. */
  private boundPrincipals(element: string): void {
    const principals = this.widest[element];
    if (principals === undefined) return;
    const values =
      typeof principals === "object" && !(principals instanceof Unknown)
        ? Object.values(principals ?? {}).flat()
        : [principals];
    const unknown = values.find(holdsUnknown);
    const session = values.find((value) => typeof value === "string" && value.includes(":assumed-role/"));
    if (unknown !== undefined) this.widen(element, "Principal", "*", reasonOf(unknown));
    else if (session !== undefined) {
      this.widest[element] = anySession(principals);
      this.uncertain(`only the session ${String(session)}`);
    }
  }

  private boundCondition(): void {
    const { Condition: condition } = this.widest;
    if (condition === undefined) return;
    const { kept, open } = boundCondition(condition, this.isKnown, (value) => this.isOpen(value));
    if (open === undefined) return;
    this.uncertain(open);
    if (kept) this.widest.Condition = kept;
    else delete this.widest.Condition;
  }
}

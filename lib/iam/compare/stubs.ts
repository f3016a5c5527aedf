import type { Caller } from "../caller";
import type { ReadPolicy } from "../findings";
import type { Naming } from "../principal";
import type { ReadPolicies } from "../read-policies";
import type { Statement } from "../statement";
import type { Clause } from "./clauses";
import { FALSE, OPEN, truthOf, type Assignment } from "./formula";
import type { PreparedList } from "./policies";

/** The clauses of one kind of policy, or of one level of an organization. */
export interface ClauseList {
  readonly kind: PreparedList["kind"];
  readonly clauses: readonly Clause[];
  /** Does any statement allow anything, here or elsewhere? */
  readonly listsAllow: boolean;
}

/** Clauses as statements without elements, for the evaluator to weigh. */
export class Stubs {
  private readonly stubs = new Map<string, Statement>();

  constructor(private readonly caller: Caller) {}

  /** The policies with each clause as a statement that applies, may apply, or does not. */
  policies(lists: readonly ClauseList[], assignment: Assignment): ReadPolicies {
    const read = (kind: ClauseList["kind"]): (readonly ReadPolicy[])[] =>
      lists.filter((list) => list.kind === kind).map((list) => [this.policy(list, assignment)]);
    return {
      identity: read("identity").flat(),
      boundary: read("boundary").flat(),
      session: read("session").flat(),
      resource: read("resource").flat(),
      resourceType: undefined,
      scp: read("scp"),
      rcp: read("rcp"),
      vpcEndpoint: read("vpcEndpoint").flat(),
    };
  }

  private policy({ clauses, listsAllow }: ClauseList, assignment: Assignment): ReadPolicy {
    const statements: Statement[] = listsAllow ? [NEVER_ALLOWS] : [];
    for (const { effect, when, naming } of clauses) {
      const truth = truthOf(when, assignment);
      if (truth !== FALSE) statements.push(this.stub(effect, naming, truth === OPEN));
    }
    return { name: "", statements };
  }

  private stub(effect: "Allow" | "Deny", naming: Naming | undefined, open: boolean): Statement {
    const key = `${effect} ${naming} ${open}`;
    let stub = this.stubs.get(key);
    if (!stub) {
      const value = naming && this.spell(naming);
      stub = {
        index: 0,
        effect,
        ...(value !== undefined && { principal: { negated: false, entries: [{ type: "AWS", value }] } }),
        conditions: [],
        problems: open ? ["open"] : [],
      };
      this.stubs.set(key, stub);
    }
    return stub;
  }

  /** A principal that names the caller so. */
  private spell(naming: Naming): string {
    const { arn, accountArn, role } = this.caller;
    switch (naming) {
      case "self":
        return arn;
      case "everyone":
        return "*";
      case "account":
        return accountArn;
      case "role":
        return `${role!.prefix}${role!.name}`;
    }
  }
}

const NEVER_ALLOWS: Statement = {
  index: 0,
  effect: "Allow",
  action: { negated: false, entries: [] },
  conditions: [],
  problems: [],
};

import type { ConditionTest } from "./conditions/test";
import type { Template } from "./template";

/** A pattern of Action or NotAction, in lower case: action names have no case. */
export interface ActionPattern {
  readonly text: string;
  readonly template: Template;
}

/** A pattern of Resource or NotResource. */
export interface ResourcePattern {
  readonly text: string;
  /** `undefined`: a `${` in it starts no well-formed variable. */
  readonly template: Template | undefined;
}

/** One principal as written: its type (`AWS`, `Service`, `Federated`, `CanonicalUser`) and its text; `"*"` alone has the type `AWS`. */
export interface PrincipalEntry {
  readonly type: string;
  readonly value: string;
}

/** An element that exists in two forms: `Action` and `NotAction`, … */
export interface Element<T> {
  readonly negated: boolean;
  readonly entries: readonly T[];
}

/** A statement of a policy, read defensively: whatever could not be read is a problem, and then the statement is undecided. */
export interface Statement {
  /** Counts from 0 within its document. */
  readonly index: number;
  readonly sid?: string | undefined;
  /** `undefined`: unreadable, so it may be either. */
  readonly effect?: "Allow" | "Deny" | undefined;
  readonly action?: Element<ActionPattern> | undefined;
  readonly resource?: Element<ResourcePattern> | undefined;
  readonly principal?: Element<PrincipalEntry> | undefined;
  readonly conditions: readonly ConditionTest[];
  readonly problems: readonly string[];
}

/** Which elements the kind of policy has beside Effect, Action and Condition. */
export interface Grammar {
  readonly principal: "required" | "forbidden";
  readonly resource: "required" | "optional";
}

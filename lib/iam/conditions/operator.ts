import type { RequestContext } from "../context";
import { describeValue } from "../describe";
import { undecided, type Match, type Undecided } from "../match";

/** Does this value of the request match the policy's value? Asked of the positive operator: negation comes after. */
export type ValueTest = (requestValue: string, context: RequestContext) => Match;

/** One condition operator of IAM: how it reads a value of the policy, and whether it negates. */
export interface ConditionOperator {
  /** AWS's spelling: `StringNotLike`. */
  readonly name: string;
  /** AWS's spelling of the operator that decides: `StringLike`; the same name for a positive operator. */
  readonly positive: string;
  readonly negated: boolean;
  /** Takes a value of the policy apart; `variables` says whether they work in its document. */
  read(policyValue: string, variables: boolean): ValueTest;
}

export type ReadValue = ConditionOperator["read"];

/** An operator that holds when a value matches. */
export function operator(name: string, read: ReadValue): ConditionOperator {
  return { name, positive: name, negated: false, read };
}

export function negation(name: string, of: ConditionOperator): ConditionOperator {
  return { name, positive: of.name, negated: true, read: of.read };
}

/**
 * A test of typed values (numbers, dates, …): a value that does not have the type can't be judged.
 * Variables do not work in these: their text is no such value.
 */
export function typed<T>(
  what: string,
  parse: (text: string) => T | undefined,
  compare: (requested: T, policy: T) => boolean,
): ReadValue {
  return typedAs(what, parse, parse, compare);
}

/** As {@link typed}, where the request's value is written otherwise than the policy's. */
export function typedAs<R, P>(
  what: string,
  parseRequested: (text: string) => R | undefined,
  parsePolicy: (text: string) => P | undefined,
  compare: (requested: R, policy: P) => boolean,
): ReadValue {
  return (policyValue) => {
    const policy = parsePolicy(policyValue);
    if (policy === undefined) return () => notA(what, policyValue);
    return (requestValue) => {
      const requested = parseRequested(requestValue);
      return requested === undefined ? notA(what, requestValue) : compare(requested, policy);
    };
  };
}

function notA(what: string, value: string): Undecided {
  return undecided(`${describeValue(value)} is no ${what}`);
}

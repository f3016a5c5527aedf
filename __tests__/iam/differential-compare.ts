import { isDeepStrictEqual } from "node:util";
import type { Decision } from "../../lib/iam/types";
import { decidedThere, unsupportedThere } from "./differential-explained";
import type { Outcome } from "./naive/naive";

/** `undefined`: the same. Otherwise what differs, and the explanation's name if the list of explained differences has it. */
export interface Difference {
  readonly what: string;
  readonly explained?: string;
}

/**
 * What counts as the same:
 * - the naive evaluator decides: `result`, `by` and the deciding statement are equal, and `unsupported` holds nothing that it saw no doubt in;
 * - it doesn't, and AWS's pages leave several decisions open: `unsupported` says so, the result is never "Allowed" unless every open
 *   decision is, an explicit denial is one of those open, and what all of them share holds;
 * - as before, but all open decisions allow, or none does: `unsupported` may also be empty, and the answer is one of them.
 *
 * Anything else is a difference: explained where the list in `differential-explained.ts` names it, and never when it is a false "Allowed".
 */
export function compare(outcome: Outcome, theirs: Decision): Difference | undefined {
  const { decisions, doubts, seen } = outcome;
  const unsupported = theirs.unsupported ?? [];
  const [only, ...others] = decisions;
  if (only === undefined) throw new Error("no decision at all");
  if (theirs.result === "Allowed" && decisions.every((one) => one.result !== "Allowed"))
    return { what: "false allow" };

  if (others.length === 0) {
    const difference = unlike(only, theirs);
    if (unsupported.length === 0 || seen.length > 0)
      return difference === undefined ? undefined : { what: difference };
    const what = `unsupported there, decided here: ${unsupported.join("; ")}${difference === undefined ? "" : ` (${difference})`}`;
    const names = unsupported.map((text) => unsupportedThere.find(({ says }) => says.test(text))?.name);
    const explained = names.filter((name) => name !== undefined);
    const enough = difference === undefined ? explained.length > 0 : explained.length === names.length;
    return theirs.result !== "Allowed" && enough ? { what, explained: explained.join(", ") } : { what };
  }

  if (unsupported.length === 0) {
    const what = `decided there, doubtful here: ${doubts.join("; ")}`;
    const explained = doubts.map((doubt) => decidedThere[doubt]);
    const possible = decisions.some((one) => unlike(one, theirs) === undefined);
    const allowing = decisions.filter((one) => one.result === "Allowed").length;
    if (possible && (allowing === 0 || allowing === decisions.length)) return undefined;
    return possible && theirs.result !== "Allowed" && explained.every((reason) => reason !== undefined)
      ? { what, explained: doubts.join(", ") }
      : { what: possible ? what : `${what}, and not one of the possible decisions` };
  }
  const results = decisions.map(({ result }) => result);
  if (theirs.result === "Allowed" && results.some((result) => result !== "Allowed"))
    return { what: "allowed in doubt" };
  if (theirs.result === "ExplicitlyDenied" && !results.includes("ExplicitlyDenied"))
    return { what: "no such deny" };
  const shared = new Set(results).size === 1;
  return shared && theirs.result !== only.result
    ? { what: `every open decision is ${only.result}` }
    : undefined;
}

/** The first of result, `by` and statement that differs; where several statements allow, the naive evaluator names none. */
function unlike(ours: Decision, theirs: Decision): string | undefined {
  if (ours.result !== theirs.result) return `${ours.result} here, ${theirs.result} there`;
  if (ours.by !== theirs.by) return `${ours.result} by ${ours.by} here, by ${theirs.by} there`;
  const [mine, yours] = [ours.statement, theirs.statement];
  const granted = ours.result === "Allowed" && nameless(ours.by);
  if (granted && (ours.by === "both" || mine === undefined)) return yours ? undefined : "no statement there";
  const place = (statement: Decision["statement"]) =>
    statement && [statement.index, statement.sid, nameless(ours.by) ? "" : statement.policy];
  return isDeepStrictEqual(place(mine), place(yours)) ? undefined : "another statement";
}

/** Session, repository and trust policies come without a name; of "both", either side's statement will do. */
const nameless = (by: Decision["by"]): boolean => ["session", "resource", "trust", "both"].includes(by);

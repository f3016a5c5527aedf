import { coversAction } from "./action";
import type { Caller } from "./caller";
import { evaluateTest } from "./conditions/evaluate-test";
import type { RequestContext } from "./context";
import { every, isUndecided, undecided, type Match } from "./match";
import { deniedByNotPrincipal, naming, NAMINGS, type Naming } from "./principal";
import { coversResource } from "./resource";
import type { Statement } from "./statement";

/** A request made ready for many statements. */
export interface Question {
  readonly caller: Caller;
  readonly action: string;
  readonly resource: string;
  readonly context: RequestContext;
  readonly hasBoundary: boolean;
}

/** Does the statement apply, and if it names principals: how does it name the caller? */
export interface Applies {
  readonly match: Match;
  /** Absent where the principals could not be judged: then it may be the strongest. */
  readonly naming?: Naming;
  /** Why it may name the caller more directly than `naming` says. */
  readonly doubtsNamed?: readonly string[];
}

const NO: Applies = { match: false };

/** Everything that a statement asks of a request, asked in turn: a "no" ends it, a doubt does not. */
export function applies(statement: Statement, question: Question): Applies {
  const { action, resource, principal, conditions, problems } = statement;
  const { context } = question;
  const ofAction = action ? coversAction(action, question.action) : true;
  if (ofAction === false) return NO;
  const ofResource = resource ? coversResource(resource, question.resource, context) : true;
  if (ofResource === false) return NO;
  const named = principal ? namedBy(statement, question) : EVERYONE;
  if (named.match === false) return NO;
  const ofConditions = every(conditions, (test) => evaluateTest(test, context));
  const ofText = problems.length === 0 || { reasons: problems };
  return { ...named, match: every([ofText, ofAction, ofResource, named.match, ofConditions], same) };
}

/** A statement without principals is about whom its policy is attached to. */
const EVERYONE: Applies = { match: true };
const same = (match: Match) => match;

function namedBy(statement: Statement, question: Question): Applies {
  const { negated, entries } = statement.principal!;
  const { caller, context, hasBoundary } = question;
  if (negated) {
    return statement.effect === "Deny"
      ? { match: deniedByNotPrincipal(entries, caller, context, hasBoundary) }
      : { match: undecided("Allow with NotPrincipal") };
  }
  let strongest = -1;
  const doubts: string[] = [];
  for (const entry of entries) {
    const form = naming(entry, caller, context);
    if (isUndecided(form)) doubts.push(...form.reasons);
    else if (form) strongest = Math.max(strongest, NAMINGS.indexOf(form));
  }
  const form = NAMINGS[strongest];
  if (!form) return { match: doubts.length > 0 && { reasons: doubts } };
  const direct = form === "everyone" && picksPrincipal(statement) ? "self" : form;
  return { match: true, naming: direct, ...(doubts.length && { doubtsNamed: doubts }) };
}

/**
 * `"*"` with a condition that picks the caller by `aws:PrincipalArn` grants to the session itself.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function picksPrincipal({ conditions }: Statement): boolean {
  return conditions.some(
    ({ key, operator, set, ifExists }) =>
      key === "aws:principalarn" &&
      !set &&
      !ifExists &&
      /^(?:Arn|String)/.test(operator?.name ?? "") &&
      !operator!.negated,
  );
}

import { decide } from "../iam/decide";
import type { AuthorizationRequest, Decision } from "../iam/types";
import type { Predicted } from "./cell";
import type { BoundedSet, PolicyPair } from "./policy-pair";

/** Which statement made the decision: `index` counts from 0 within its policy. */
export interface DecidingStatement {
  readonly policy: string;
  readonly sid?: string;
  readonly index: number;
}

export interface Prediction {
  readonly predicted: Predicted;
  /** In words: the policy and the statement that decides, what is missing, or why it is not known. */
  readonly reason: string;
  readonly statement?: DecidingStatement;
  /** For a denial without a Deny: the Allow that would be needed. */
  readonly missing?: string;
}

/**
 * Decides a request between the two readings of its policies: allowed if the least reading allows it, denied if even the
 * most does not, else unknown.
 */
export function judge(request: AuthorizationRequest, { most, least }: PolicyPair): Prediction {
  const best = decide(request, most.policies);
  if (best.result === "ExplicitlyDenied") return decided("denied", "denied by", best, most);
  if (best.result === "ImplicitlyDenied") return missing(request, best, most);
  const worst = decide(request, least.policies);
  if (worst.result === "Allowed") return decided("allowed", "allowed by", worst, least);
  return {
    predicted: "unknown",
    reason: doubtOf(worst, least) ?? doubtOf(best, most) ?? boundaryDoubt(worst),
  };
}

function decided(predicted: Predicted, verb: string, decision: Decision, set: BoundedSet): Prediction {
  const origin = decision.statement && set.origin(decision.statement, decision.by);
  if (!origin) return { predicted, reason: `${verb} ${decision.by}` };
  const sid = decision.statement!.sid;
  const statement = { policy: origin.policy, ...(sid !== undefined && { sid }), index: origin.index };
  return { predicted, reason: `${verb} ${nameStatement(statement)}`, statement };
}

/** `ecr_access_testing, statement Pull` or, without a Sid, `statement 1` counted from 1. */
export function nameStatement({ policy, sid, index }: DecidingStatement): string {
  return `${policy}, statement ${sid ?? index + 1}`;
}

/** Not allowed even at its most: for lack of an Allow, unless the evaluator itself had to leave something open. */
function missing(request: AuthorizationRequest, best: Decision, most: BoundedSet): Prediction {
  const open = best.unsupported?.length ? decide(request, most.withoutDenies()) : undefined;
  if (open && (open.result === "Allowed" || open.unsupported?.length)) {
    return { predicted: "unknown", reason: best.unsupported!.join("; ") };
  }
  return { predicted: "denied", ...lacking(request, (open ?? best).by) };
}

function lacking(
  { action, resource }: AuthorizationRequest,
  by: Decision["by"],
): { reason: string; missing: string } {
  const allow = `an Allow for ${action} on ${resource}`;
  switch (by) {
    case "boundary":
      return {
        reason: `the permissions boundary does not allow ${action}`,
        missing: `${allow} in the permissions boundary`,
      };
    case "resource":
      return {
        reason: `no repository policy of the other account allows ${action}`,
        missing: `an Allow for ${action} in the repository's policy`,
      };
    default:
      return { reason: `no policy allows ${action}`, missing: `${allow} in a policy of the role` };
  }
}

function doubtOf(decision: Decision, set: BoundedSet): string | undefined {
  const origin = decision.statement && set.origin(decision.statement, decision.by);
  if (origin?.doubt !== undefined)
    return `${origin.policy}, statement ${decision.statement!.sid ?? origin.index + 1}: ${origin.doubt}`;
  return decision.unsupported?.join("; ");
}

function boundaryDoubt({ by }: Decision): string {
  return by === "boundary"
    ? "what the permissions boundary leaves is not known"
    : "the policies that are known do not decide it";
}

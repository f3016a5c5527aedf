import type { Judgement } from "./authorization/authorize";
import type { AwsError } from "./gateway/aws-error";

/** One line of the decision log. It holds nothing secret: no key, token, signature or body. */
export interface DecisionRecord {
  /** ISO 8601, of the sandbox's clock. */
  readonly time: string;
  /** Absent when the sender is not known. */
  readonly principal?: string;
  readonly action?: string;
  readonly resource?: string;
  /** `Refused`: it did not come to a decision, the request was not one that can be judged. */
  readonly verdict: "Allowed" | "ExplicitlyDenied" | "ImplicitlyDenied" | "Refused";
  /** The kind of policy that decided. */
  readonly by?: string;
  readonly policy?: string;
  /** The deciding statement: its Sid, else its number in the policy, from 0. */
  readonly statement?: string | number;
  readonly reason?: string;
}

export function decisionRecord({ request, decision }: Judgement, now: Date): DecisionRecord {
  return {
    time: now.toISOString(),
    principal: request.principal.arn,
    action: request.action,
    resource: request.resource,
    verdict: decision.result,
    by: decision.by,
    ...(decision.statement && {
      policy: decision.statement.policy,
      statement: decision.statement.sid ?? decision.statement.index,
    }),
    ...(decision.unsupported?.length && { reason: `not judged: ${decision.unsupported.join("; ")}` }),
  };
}

/** A request that was turned away before, or besides, a decision. */
export function refusalRecord(error: AwsError, now: Date, known: Partial<DecisionRecord>): DecisionRecord {
  return { time: now.toISOString(), ...known, verdict: "Refused", reason: `${error.code}: ${error.message}` };
}

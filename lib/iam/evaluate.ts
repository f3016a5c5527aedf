import { decide } from "./decide";
import { readPolicies } from "./read-policies";
import type { AuthorizationRequest, Decision, PolicySet } from "./types";

/**
 * Is the request allowed? IAM's own evaluation logic over every type of policy; never throws, whatever it is given.
 * To ask many requests of the same policies, read them once: `decide(request, readPolicies(policies))`.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function evaluate(request: AuthorizationRequest, policies: PolicySet): Decision {
  return decide(request, readPolicies(policies));
}

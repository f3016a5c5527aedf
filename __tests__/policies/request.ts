import type { AuthorizationRequest } from "../../lib/iam/types";

/** The account of the test registries. */
export const own = "123456789012";

/** A role's session of that account that pulls, but for what is changed. */
export function request(changes: Partial<AuthorizationRequest>): AuthorizationRequest {
  return {
    principal: { arn: `arn:aws:sts::${own}:assumed-role/developer/x`, accountId: own },
    action: "ecr:BatchGetImage",
    resource: "*",
    resourceAccountId: own,
    context: {},
    ...changes,
  };
}

import type { Principal } from "../authorization/principal";
import type { Answer } from "../gateway/aws-error";
import { stsAnswer } from "./answers";

/**
 * GetCallerIdentity: who the credentials belong to. It needs no permission, and no policy can take it away.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
export function callerIdentity({ userId, account, arn }: Principal): Answer {
  return stsAnswer("GetCallerIdentity", { UserId: userId, Account: account, Arn: arn });
}

import type { Keys } from "../authentication/keys";
import type { Answer } from "../gateway/aws-error";
import { AwsError } from "../gateway/aws-error";
import type { Decide, Request } from "../gateway/request";
import { stsAnswer } from "./answers";
import type { Form } from "./session-request";

/**
 * GetAccessKeyInfo: the account that a key belongs to. A key that was never issued here belongs to the caller's: in the
 * sandbox there is nobody else who could have made it.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetAccessKeyInfo.html
 * @throws {AwsError}
 */
export function accessKeyInfo(request: Request, { keys, decide }: { keys: Keys; decide: Decide }): Answer {
  const { account } = request.principal;
  decide(request, [{ action: "sts:GetAccessKeyInfo", resource: "*", resourceAccount: account, context: {} }]);
  const { AccessKeyId: id = "" } = request.call.parameters as Form;
  if (!/^\w{16,128}$/.test(id)) {
    throw new AwsError(
      "ValidationError",
      "1 validation error detected: Value at 'accessKeyId' failed to satisfy constraint",
    );
  }
  return stsAnswer("GetAccessKeyInfo", { Account: keys.find(id)?.caller.account ?? account });
}

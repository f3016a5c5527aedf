import { parseArn } from "../../lib/aws/arn";
import type { Keys } from "../authentication/keys";
import { type Answer, AwsError } from "../gateway/aws-error";
import type { Decide, Request } from "../gateway/request";
import { credentialElements, stsAnswer } from "./answers";
import { type Form, policyDocument } from "./session-request";

interface UserTokenParts {
  readonly keys: Keys;
  readonly decide: Decide;
}

const TWELVE_HOURS = 43_200;

/**
 * GetSessionToken: temporary credentials of the user who asks.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html
 * @throws {AwsError}
 */
export function sessionToken(request: Request, { keys, decide }: UserTokenParts): Answer {
  const user = permanentUser(request);
  decide(request, [
    { action: "sts:GetSessionToken", resource: "*", resourceAccount: user.account, context: {} },
  ]);
  const now = request.circumstances.now;
  const key = keys.issueSession(
    { ...user, isTemporary: true },
    now,
    seconds(request.call.parameters as Form),
  );
  return stsAnswer("GetSessionToken", { Credentials: credentialElements(key) });
}

/**
 * GetFederationToken: temporary credentials for somebody whom the user vouches for.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html
 * @throws {AwsError}
 */
export function federationToken(request: Request, { keys, decide }: UserTokenParts): Answer {
  const { account, userName } = permanentUser(request);
  const { Name: name = "", Policy: policy } = request.call.parameters as Form;
  if (!/^[\w+=,.@-]{2,32}$/.test(name)) {
    throw new AwsError(
      "ValidationError",
      "1 validation error detected: Value at 'name' failed to satisfy constraint",
    );
  }
  const partition = parseArn(request.principal.arn)?.partition ?? "aws";
  const arn = `arn:${partition}:sts::${account}:federated-user/${name}`;
  decide(request, [
    { action: "sts:GetFederationToken", resource: arn, resourceAccount: account, context: {} },
  ]);
  const document = policy === undefined ? undefined : policyDocument(policy);
  const caller = { type: "federated", account, userName, name, policy: document } as const;
  const form = request.call.parameters as Form;
  const key = keys.issueSession(caller, request.circumstances.now, seconds(form));
  return stsAnswer("GetFederationToken", {
    Credentials: credentialElements(key),
    FederatedUser: { FederatedUserId: `${account}:${name}`, Arn: arn },
    PackedPolicySize: "6",
  });
}

function permanentUser({ principal: { caller }, call }: Request) {
  if (caller?.type === "user" && !caller.isTemporary) return caller;
  throw new AwsError("AccessDenied", `Cannot call ${call.operation} with session credentials`, 403);
}

function seconds({ DurationSeconds: text }: Form): number {
  const value = text === undefined ? TWELVE_HOURS : /^\d{1,9}$/.test(text) ? Number(text) : NaN;
  if (value >= 900 && value <= 129_600) return value;
  throw new AwsError(
    "ValidationError",
    `1 validation error detected: Value '${text}' at 'durationSeconds' failed to satisfy constraint: Member must have value between 900 and 129600`,
  );
}

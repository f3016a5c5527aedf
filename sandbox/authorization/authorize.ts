import { formatDenial } from "../../lib/iam/denial";
import { evaluate } from "../../lib/iam/evaluate";
import type { AuthorizationRequest, Decision, PolicySet } from "../../lib/iam/types";
import { AwsError, type Protocol } from "../gateway/aws-error";
import type { Principal } from "./principal";
import type { Question } from "./question";

/** What the moment and the connection add to every question. */
export interface Circumstances {
  readonly now: Date;
  readonly sourceIp: string;
  readonly userAgent?: string;
  readonly region: string;
}

/** A question with its answer, for the log. */
export interface Judgement {
  readonly request: AuthorizationRequest;
  readonly decision: Decision;
}

/** May the principal do this? Decided by what is deployed, with IAM's own rules. */
export function judge(principal: Principal, question: Question, circumstances: Circumstances): Judgement {
  const request: AuthorizationRequest = {
    principal: { arn: principal.arn, accountId: principal.account },
    action: question.action,
    resource: question.resource,
    resourceAccountId: question.resourceAccount,
    context: { ...contextOf(circumstances, question), ...question.context, ...principal.context },
  };
  const policies: PolicySet = {
    identity: principal.policies,
    boundary: principal.boundary,
    session: principal.session ?? null,
    resource: question.resourcePolicy?.document ?? null,
    resourceType: question.resourcePolicy?.type ?? null,
  };
  return { request, decision: evaluate(request, policies) };
}

/** The error for a judgement that isn't Allowed, with AWS's sentence. */
export function denied({ request, decision }: Judgement, protocol: Protocol): AwsError {
  const [code, status] =
    protocol === "json" ? (["AccessDeniedException", 400] as const) : (["AccessDenied", 403] as const);
  const isWebIdentity = request.action === "sts:AssumeRoleWithWebIdentity";
  const sentence = isWebIdentity
    ? `Not authorized to perform ${request.action}`
    : formatDenial(request, decision);
  return new AwsError(code, sentence, status);
}

function contextOf(
  { now, sourceIp, userAgent, region }: Circumstances,
  { resource, resourceAccount }: Question,
): Record<string, string> {
  return {
    "aws:CurrentTime": now.toISOString(),
    "aws:EpochTime": String(Math.floor(now.getTime() / 1_000)),
    // the sandbox stands where an HTTPS endpoint stands
    "aws:SecureTransport": "true",
    "aws:SourceIp": sourceIp.replace(/^::ffff:/, ""),
    "aws:RequestedRegion": region,
    "aws:ViaAWSService": "false",
    ...(userAgent !== undefined && { "aws:UserAgent": userAgent }),
    ...(resource !== "*" && { "aws:ResourceAccount": resourceAccount }),
  };
}

import { parseArn } from "../../lib/aws/arn";
import type { Keys, SessionKey } from "../authentication/keys";
import type { DeployedIdentities, Role } from "../authorization/deployed/identities";
import { type Question, requestTagKeys, tagKeys } from "../authorization/question";
import { type Answer, AwsError } from "../gateway/aws-error";
import type { Decide, Request } from "../gateway/request";
import { credentialElements, stsAnswer } from "./answers";
import { type SessionRequest, readSessionRequest } from "./session-request";
import { sessionPolicy } from "./session-policy";

export interface AssumeRoleParts {
  readonly keys: Keys;
  readonly identities: DeployedIdentities;
  readonly decide: Decide;
}

const CHAINED_SECONDS = 3_600;

/** A role that does not exist trusts nobody, and nobody learns that it does not exist. */
const TRUSTS_NOBODY = { Version: "2012-10-17", Statement: [] };

/**
 * AssumeRole: the role is there, its trust policy and the caller's own policies allow it, the session is one that the
 * role may have.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 * @throws {AwsError}
 */
export async function assumeRole(
  request: Request,
  { keys, identities, decide }: AssumeRoleParts,
): Promise<Answer> {
  const wanted = readSessionRequest(request.call);
  const { account, name } = roleIn(wanted.roleArn);
  const found = await identities.role(account, name);
  const role = found?.arn === wanted.roleArn ? found : undefined;
  decide(request, questions(wanted, account, role));
  if (!role) throw new Error(`${wanted.roleArn} was allowed and does not exist`);
  const { caller } = request.principal;
  refuseTooLong(wanted, role, caller?.type === "session");
  const inherited = caller?.type === "session" ? inheritedTags(caller, wanted) : {};
  const now = request.circumstances.now;
  const key = keys.issueSession(
    {
      type: "session",
      account,
      roleName: name,
      roleId: role.id,
      sessionName: wanted.sessionName,
      tags: { ...wanted.tags, ...inherited },
      transitiveTagKeys: [...wanted.transitiveTagKeys, ...Object.keys(inherited)],
      policy: await sessionPolicy(wanted, account, identities),
      issuedAt: now,
      sourceIdentity:
        wanted.sourceIdentity ?? (caller?.type === "session" ? caller.sourceIdentity : undefined),
    },
    now,
    wanted.durationSeconds,
  );
  return stsAnswer("AssumeRole", {
    ...sessionElements(key, role, wanted),
    SourceIdentity: wanted.sourceIdentity,
  });
}

/** The role's account and name; its path is no part of the name. */
export function roleIn(arn: string): { readonly account: string; readonly name: string } {
  return { account: parseArn(arn)?.account ?? "", name: arn.slice(arn.lastIndexOf("/") + 1) };
}

function questions(wanted: SessionRequest, account: string, role: Role | undefined): Question[] {
  const context = {
    "sts:RoleSessionName": wanted.sessionName,
    ...(wanted.externalId !== undefined && { "sts:ExternalId": wanted.externalId }),
    ...(wanted.sourceIdentity !== undefined && { "sts:SourceIdentity": wanted.sourceIdentity }),
    ...(wanted.transitiveTagKeys.length && { "sts:TransitiveTagKeys": [...wanted.transitiveTagKeys] }),
    ...requestTagKeys(wanted.tags),
    ...tagKeys(role?.tags ?? {}, "aws:ResourceTag", "iam:ResourceTag"),
  };
  const actions = ["sts:AssumeRole"];
  if (Object.keys(wanted.tags).length) actions.push("sts:TagSession");
  if (wanted.sourceIdentity !== undefined) actions.push("sts:SetSourceIdentity");
  return actions.map((action) => ({
    action,
    resource: wanted.roleArn,
    resourceAccount: account,
    context,
    resourcePolicy: { document: role?.trust ?? TRUSTS_NOBODY, type: "iam-role" },
  }));
}

/** A session lasts no longer than its role allows, and an hour at most when a session opens it. */
export function refuseTooLong({ durationSeconds }: SessionRequest, role: Role, isChained: boolean): void {
  if (durationSeconds > role.maxSessionSeconds) {
    throw new AwsError(
      "ValidationError",
      "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
    );
  }
  if (isChained && durationSeconds > CHAINED_SECONDS) {
    throw new AwsError(
      "ValidationError",
      "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining",
    );
  }
}

interface Tagged {
  readonly tags: Readonly<Record<string, string>>;
  readonly transitiveTagKeys: readonly string[];
}

/** Transitive tags go down the chain, and the next session can't set them again. */
function inheritedTags(caller: Tagged, wanted: SessionRequest): Record<string, string> {
  const inherited = Object.fromEntries(caller.transitiveTagKeys.map((key) => [key, caller.tags[key] ?? ""]));
  if (Object.keys(wanted.tags).some((key) => key in inherited)) {
    throw new AwsError(
      "InvalidParameterValue",
      "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.",
    );
  }
  return inherited;
}

/** The elements that describe a new session, the same for each way to open one. */
export function sessionElements(key: SessionKey, role: Role, wanted: SessionRequest) {
  const partition = parseArn(role.arn)?.partition ?? "aws";
  const { account, name } = roleIn(role.arn);
  const isPacked = wanted.policy || wanted.policyArns.length || Object.keys(wanted.tags).length;
  return {
    AssumedRoleUser: {
      AssumedRoleId: `${role.id}:${wanted.sessionName}`,
      Arn: `arn:${partition}:sts::${account}:assumed-role/${name}/${wanted.sessionName}`,
    },
    Credentials: credentialElements(key),
    PackedPolicySize: isPacked ? "6" : undefined,
  };
}

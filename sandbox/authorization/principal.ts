import { assumedRoleArn, formatArn, parseArn } from "../../lib/aws/arn";
import type { NamedPolicy, PolicyDocument } from "../../lib/iam/types";
import type { Caller, FederatedCaller, SessionCaller, UserCaller } from "../authentication/caller";
import type { DeployedIdentities, Identity } from "./deployed/identities";

type Context = Readonly<Record<string, string | string[]>>;

/** A caller as IAM sees it at this moment: its ARN, the policies that bear on it, the condition keys that it brings. */
export interface Principal {
  /** Absent when a web identity's token speaks, and no key of ours. */
  readonly caller?: Caller;
  readonly arn: string;
  readonly account: string;
  /** What GetCallerIdentity calls UserId, and policies `aws:userid`. */
  readonly userId: string;
  readonly policies: readonly NamedPolicy[];
  readonly boundary?: readonly NamedPolicy[];
  readonly session?: PolicyDocument;
  readonly context: Context;
}

/**
 * The principal behind a caller; `undefined` when its user or role is gone. A role that was made again under the same
 * name is another one.
 */
export async function principalOf(
  caller: Caller,
  identities: DeployedIdentities,
): Promise<Principal | undefined> {
  if (caller.type !== "session") {
    const user = await identities.user(caller.account, caller.userName);
    return user && (caller.type === "user" ? userPrincipal(caller, user) : federatedPrincipal(caller, user));
  }
  const role = await identities.role(caller.account, caller.roleName);
  return role?.id === caller.roleId ? sessionPrincipal(caller, role) : undefined;
}

function userPrincipal(caller: UserCaller, user: Identity): Principal {
  return {
    caller,
    arn: user.arn,
    account: caller.account,
    userId: user.id,
    policies: user.policies,
    boundary: user.boundary,
    context: {
      ...principalContext(user.arn, caller.account, user.id, user.tags),
      "aws:PrincipalType": "User",
      "aws:username": caller.userName,
      ...(caller.isTemporary && { "aws:MultiFactorAuthPresent": "false" }),
    },
  };
}

/** What the user may and the session policy allows too. */
function federatedPrincipal(caller: FederatedCaller, user: Identity): Principal {
  const partition = parseArn(user.arn)?.partition ?? "aws";
  const resource = `federated-user/${caller.name}`;
  const arn = formatArn({ partition, service: "sts", region: "", account: caller.account, resource });
  const userId = `${caller.account}:${caller.name}`;
  return {
    caller,
    arn,
    account: caller.account,
    userId,
    policies: user.policies,
    boundary: user.boundary,
    session: caller.policy ?? { Version: "2012-10-17", Statement: [] },
    context: {
      ...principalContext(arn, caller.account, userId, {}),
      "aws:PrincipalType": "FederatedUser",
      "aws:MultiFactorAuthPresent": "false",
    },
  };
}

function sessionPrincipal(caller: SessionCaller, role: Identity): Principal {
  const partition = parseArn(role.arn)?.partition ?? "aws";
  const userId = `${role.id}:${caller.sessionName}`;
  const tags = { ...role.tags, ...caller.tags };
  return {
    caller,
    arn: assumedRoleArn({ partition, account: caller.account }, caller.roleName, caller.sessionName),
    account: caller.account,
    userId,
    policies: role.policies,
    boundary: role.boundary,
    session: caller.policy,
    context: {
      ...principalContext(role.arn, caller.account, userId, tags),
      "aws:PrincipalType": "AssumedRole",
      "aws:TokenIssueTime": caller.issuedAt.toISOString(),
      "aws:MultiFactorAuthPresent": "false",
      ...(caller.sourceIdentity && { "aws:SourceIdentity": caller.sourceIdentity }),
      ...(caller.federatedProvider && { "aws:FederatedProvider": caller.federatedProvider }),
    },
  };
}

function principalContext(arn: string, account: string, userId: string, tags: Identity["tags"]): Context {
  return {
    "aws:PrincipalArn": arn,
    "aws:PrincipalAccount": account,
    "aws:PrincipalIsAWSService": "false",
    "aws:userid": userId,
    ...Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:PrincipalTag/${key}`, value])),
  };
}

import { AssumeRoleCommand, type AssumeRoleCommandOutput } from "@aws-sdk/client-sts";
import { stsClient, type StsSettings } from "./client";
import type { TemporaryCredentials } from "./temporary";

/** Properties for {@link assumeRole}. */
export interface AssumeRoleProps extends StsSettings {
  readonly roleArn: string;
  /** 2 to 64 characters of `[\w+=,.@-]`; it is the last part of the caller's ARN. */
  readonly sessionName: string;
  /**
   * 900 to the role's longest session; 3600 at most when a role's session asks for another role.
   *
   * @default - STS decides: 3600
   */
  readonly durationSeconds?: number;
  /** 2 to 1224 characters, for a trust policy that asks for one. */
  readonly externalId?: string;
  /** A session policy, IAM JSON of at most 2,048 characters: the session may do what both it and the role allow. */
  readonly policy?: string;
}

/** Temporary credentials, and what else `aws sts assume-role` prints. */
export interface AssumedRole extends TemporaryCredentials {
  /** `AROA…:SESSION`. */
  readonly assumedRoleId: string;
  /** `arn:aws:sts::…:assumed-role/ROLE/SESSION`. */
  readonly arn: string;
  /** Per cent of the limit that session policy and tags take; only with one of them. */
  readonly packedPolicySize?: number;
}

/**
 * Assumes a role.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export async function assumeRole(props: AssumeRoleProps): Promise<AssumedRole> {
  const { roleArn, sessionName, durationSeconds, externalId, policy, ...settings } = props;
  const client = stsClient(settings);
  try {
    return assumedRole(
      await client.send(
        new AssumeRoleCommand({
          RoleArn: roleArn,
          RoleSessionName: sessionName,
          ...(durationSeconds !== undefined && { DurationSeconds: durationSeconds }),
          ...(externalId !== undefined && { ExternalId: externalId }),
          ...(policy !== undefined && { Policy: policy }),
        }),
        { abortSignal: settings.abortSignal },
      ),
    );
  } finally {
    client.destroy();
  }
}

/** What STS answers to each of its ways to assume a role. */
export function assumedRole(
  answer: Pick<AssumeRoleCommandOutput, "Credentials" | "AssumedRoleUser" | "PackedPolicySize">,
): AssumedRole {
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = answer.Credentials ?? {};
  const { AssumedRoleId, Arn } = answer.AssumedRoleUser ?? {};
  if (!AccessKeyId || !SecretAccessKey || !SessionToken || !Expiration || !AssumedRoleId || !Arn) {
    throw new Error("STS answered without whole credentials");
  }
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
    expiration: Expiration,
    assumedRoleId: AssumedRoleId,
    arn: Arn,
    ...(answer.PackedPolicySize !== undefined && { packedPolicySize: answer.PackedPolicySize }),
  };
}

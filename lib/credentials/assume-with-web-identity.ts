import { AssumeRoleWithWebIdentityCommand } from "@aws-sdk/client-sts";
import { assumedRole, type AssumedRole, type AssumeRoleProps } from "./assume";
import { stsClient } from "./client";

/** Properties for {@link assumeRoleWithWebIdentity}. */
export interface AssumeRoleWithWebIdentityProps extends Pick<
  AssumeRoleProps,
  "region" | "endpoint" | "userAgent" | "abortSignal" | "roleArn" | "sessionName"
> {
  /** The identity provider's token, which stands in for credentials: the call is not signed. */
  readonly token: string;
}

/**
 * Assumes a role that trusts an identity provider, such as GitHub Actions.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 */
export async function assumeRoleWithWebIdentity({
  token,
  roleArn,
  sessionName,
  ...settings
}: AssumeRoleWithWebIdentityProps): Promise<AssumedRole> {
  const client = stsClient(settings);
  try {
    const command = new AssumeRoleWithWebIdentityCommand({
      RoleArn: roleArn,
      RoleSessionName: sessionName,
      WebIdentityToken: token,
    });
    return assumedRole(await client.send(command, { abortSignal: settings.abortSignal }));
  } finally {
    client.destroy();
  }
}

import {
  AssumeRoleCommand,
  GetCallerIdentityCommand,
  STSClient,
  type STSClientConfig,
} from "@aws-sdk/client-sts";
import { type AssumedRole, assumedRole } from "../credentials/assume";
import type { CallerIdentity } from "../credentials/caller";

/** A role to assume, and as what. */
export interface Assumption {
  readonly arn: string;
  readonly sessionName: string;
  readonly externalId?: string;
}

/**
 * Assumes a role as `lib/credentials` does, but with a client that may share a run's connections: one for each call would
 * take in whatever an endpoint sends, however much.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export async function assumeOn(
  settings: STSClientConfig,
  { arn, sessionName, externalId }: Assumption,
  abortSignal: AbortSignal,
): Promise<AssumedRole> {
  const command = new AssumeRoleCommand({
    RoleArn: arn,
    RoleSessionName: sessionName,
    ...(externalId !== undefined && { ExternalId: externalId }),
  });
  return assumedRole(await new STSClient(settings).send(command, { abortSignal }));
}

/**
 * Who the service takes the caller for, asked with such a client.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
export async function callerOn(settings: STSClientConfig, abortSignal: AbortSignal): Promise<CallerIdentity> {
  const client = new STSClient(settings);
  const { Account: account, Arn: arn } = await client.send(new GetCallerIdentityCommand({}), { abortSignal });
  if (!account || !arn) throw new Error("GetCallerIdentity answered without an account or an ARN");
  return { account, arn };
}

import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { stsClient, type StsSettings } from "./client";

export interface CallerIdentity {
  readonly account: string;
  /** `arn:aws:sts::…:assumed-role/ROLE/SESSION` for a role's session. */
  readonly arn: string;
}

/**
 * Who the service takes the caller for.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
export async function callerIdentity(settings: StsSettings): Promise<CallerIdentity> {
  const client = stsClient(settings);
  try {
    const { Account: account, Arn: arn } = await client.send(new GetCallerIdentityCommand({}), {
      abortSignal: settings.abortSignal,
    });
    if (!account || !arn) throw new Error("GetCallerIdentity answered without an account or an ARN");
    return { account, arn };
  } finally {
    client.destroy();
  }
}

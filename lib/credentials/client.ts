import { STSClient } from "@aws-sdk/client-sts";

/** Where STS is asked, and as whom. */
export interface StsSettings {
  readonly region: string;
  /**
   * URL of the service.
   *
   * @default - as the AWS SDK finds it in environment and config file, else AWS's endpoint of the region
   */
  readonly endpoint?: string;
  /**
   * Keys to sign with. No profile is looked up then.
   *
   * @default - the AWS SDK's usual places
   */
  readonly credentials?: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
  /**
   * Word that is added to the user agent, by which CloudTrail's readers recognize the caller.
   *
   * @default - the SDK's user agent alone
   */
  readonly userAgent?: string;
  /**
   * Gives the call up.
   *
   * @default - never
   */
  readonly abortSignal?: AbortSignal;
}

/** With an endpoint given, nothing of the environment may bend the address: FIPS and dual-stack names are AWS's own. */
export function stsClient({ region, endpoint, credentials, userAgent }: StsSettings): STSClient {
  return new STSClient({
    region,
    ...(credentials && { credentials }),
    ...(userAgent && { customUserAgent: userAgent }),
    ...(endpoint && { endpoint, useFipsEndpoint: false, useDualstackEndpoint: false }),
  });
}

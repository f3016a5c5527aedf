import { STSClient, type STSClientConfig } from "@aws-sdk/client-sts";

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
   * Keys to sign with, or what provides them. No profile is looked up then.
   *
   * @default - the AWS SDK's usual places
   */
  readonly credentials?: STSClientConfig["credentials"];
  /**
   * Word that is added to the user agent, by which CloudTrail's readers recognize the caller.
   *
   * @default - the SDK's user agent alone
   */
  readonly userAgent?: string;
  /**
   * Whose connections are used.
   *
   * @default - connections of its own for each call
   */
  readonly requestHandler?: STSClientConfig["requestHandler"];
  /**
   * Gives the call up.
   *
   * @default - never
   */
  readonly abortSignal?: AbortSignal;
}

/** With an endpoint given, nothing of the environment may bend the address: FIPS and dual-stack names are AWS's own. */
export function stsClient(settings: StsSettings): STSClient {
  const { region, endpoint, credentials, userAgent, requestHandler } = settings;
  return new STSClient({
    region,
    ...(credentials && { credentials }),
    ...(requestHandler && { requestHandler }),
    ...(userAgent && { customUserAgent: userAgent }),
    ...(endpoint && { endpoint, useFipsEndpoint: false, useDualstackEndpoint: false }),
  });
}

import type { ECRClientConfig } from "@aws-sdk/client-ecr";
import type { StsSettings } from "../credentials/client";

/** Where the services are asked; both halves name the same place. */
export interface Target {
  readonly sts: Omit<StsSettings, "abortSignal">;
  readonly ecr: ECRClientConfig;
  /** Longest time for one try of a call, in milliseconds of the wall clock; what is slower is tried again. */
  readonly callMilliseconds: number;
}

export interface TargetOptions {
  readonly region: string;
  /**
   * URL of the service.
   *
   * @default - as the AWS SDK finds it in environment and config file, else AWS's endpoint of the region
   */
  readonly endpoint?: string;
  /**
   * The deployer's keys.
   *
   * @default - the AWS SDK's usual places
   */
  readonly credentials?: StsSettings["credentials"];
}

/** An account's owner recognizes the run by it in CloudTrail. */
export const USER_AGENT = "ecr-access-verify";

/** Settings of the clients: adaptive retries by the SDK, what is left by us. */
export function target({ region, endpoint, credentials }: TargetOptions): Target {
  const where = { region, ...(endpoint && { endpoint }), ...(credentials && { credentials }) };
  const straight = endpoint ? { useFipsEndpoint: false, useDualstackEndpoint: false } : {};
  return {
    sts: { ...where, userAgent: USER_AGENT },
    ecr: { ...where, ...straight, retryMode: "adaptive", maxAttempts: 3, customUserAgent: USER_AGENT },
    callMilliseconds: 10_000,
  };
}

import type { ECRClientConfig } from "@aws-sdk/client-ecr";
import type { StsSettings } from "../credentials/client";

/** Where the services are asked; both halves name the same place. */
export interface Target {
  readonly sts: Omit<StsSettings, "credentials">;
  readonly ecr: ECRClientConfig;
}

/** Longest time for one call, in milliseconds; a slower answer is tried again. */
export const CALL_MS = 10_000;

export interface TargetOptions {
  readonly region: string;
  /**
   * URL of the service.
   *
   * @default - as the AWS SDK finds it in environment and config file, else AWS's endpoint of the region
   */
  readonly endpoint?: string;
}

/** Settings of the clients: adaptive retries, and a user agent by which an account's owner recognizes the run in CloudTrail. */
export function target({ region, endpoint }: TargetOptions): Target {
  const where = { region, ...(endpoint && { endpoint }) };
  const straight = endpoint ? { useFipsEndpoint: false, useDualstackEndpoint: false } : {};
  return {
    sts: where,
    ecr: {
      ...where,
      ...straight,
      retryMode: "adaptive",
      maxAttempts: 3,
      customUserAgent: "ecr-access-verify",
    },
  };
}

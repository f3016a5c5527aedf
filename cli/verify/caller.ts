import { ECRClient } from "@aws-sdk/client-ecr";
import type { Registry } from "../../lib/config/registry";
import { callerIdentity } from "../../lib/credentials/caller";
import { bounded } from "../../lib/verify/abortable";
import { said } from "../../lib/verify/said";
import type { Secrets } from "../../lib/verify/secrets";
import { USER_AGENT } from "../../lib/verify/target";
import { requireAnswers, resolveEndpoints } from "../endpoints";
import { UsageError, WorkError } from "../failure";

/** Longest time for all that is asked before the first cell, the SDK's retries included. */
const LONGEST_MS = 30_000;

/** Who asks, and where. */
export interface Caller {
  readonly arn: string;
  /** Where STS is asked. */
  readonly sts: URL;
}

/**
 * The caller, once it is known to be of the registry's account, and the SDK set to the registry's region.
 *
 * @throws {UsageError} before any other call is made
 */
export async function whoAmI(registry: Registry, signal: AbortSignal, secrets: Secrets): Promise<Caller> {
  const { account, region } = registry;
  await requireRegion(region, secrets);
  const endpoints = await resolveEndpoints(region);
  await requireAnswers(endpoints);
  const caller = await bounded(
    (abortSignal) => callerIdentity({ region, userAgent: USER_AGENT, abortSignal }),
    signal,
    LONGEST_MS,
  ).catch((error: unknown) => {
    if (signal.aborted) throw error;
    throw new WorkError(secrets.hide(`who the caller is can't be found out: ${said(error)}`));
  });
  if (caller.account !== account) {
    throw new UsageError(
      `the caller must be of the registry's account, ${account}, got ${JSON.stringify(secrets.hide(caller.account))}`,
    );
  }
  return { arn: secrets.hide(caller.arn), sts: endpoints.sts };
}

/** The SDK's own region must be the registry's; its keys are kept out of whatever is printed. */
async function requireRegion(region: string, secrets: Secrets): Promise<void> {
  const client = new ECRClient({});
  try {
    const ambient = await client.config.region().catch(() => undefined);
    if (ambient !== undefined && ambient !== region) {
      throw new UsageError(
        `the region must be the registry's, ${region}, got ${JSON.stringify(ambient)} from the AWS settings here`,
      );
    }
    const keys = await client.config.credentials().catch(() => undefined); // the first call will say what is wrong
    secrets.add(keys?.secretAccessKey, keys?.sessionToken);
  } finally {
    client.destroy();
  }
}

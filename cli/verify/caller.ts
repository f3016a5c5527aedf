import { ECRClient } from "@aws-sdk/client-ecr";
import type { Registry } from "../../lib/config/registry";
import { type CallerIdentity, callerIdentity } from "../../lib/credentials/caller";
import { abortable, bounded } from "../../lib/verify/abortable";
import { openConnections, sharedConnections } from "../../lib/verify/connections";
import { said } from "../../lib/verify/said";
import type { Secrets } from "../../lib/verify/secrets";
import { target } from "../../lib/verify/target";
import { type Endpoints, requireAnswers, resolveEndpoints } from "../endpoints";
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
 * The caller, once it is known to be of the registry's account, and the SDK set to the registry's region. Whatever is
 * waited for, a program that gives the credentials included, is waited for only until the signal is aborted.
 *
 * @throws {UsageError} before any other call is made
 */
export async function whoAmI(registry: Registry, signal: AbortSignal, secrets: Secrets): Promise<Caller> {
  const { account, region } = registry;
  await abortable(() => requireRegion(region, secrets), signal);
  const endpoints = await abortable(() => resolveEndpoints(region), signal);
  await requireAnswersInTime(endpoints, signal);
  const caller = await identify(region, signal).catch((error: unknown) => {
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

/** One that answers a byte now and then is as good as silent. */
async function requireAnswersInTime(endpoints: Endpoints, signal: AbortSignal): Promise<void> {
  await bounded(() => requireAnswers(endpoints), signal, LONGEST_MS).catch((error: unknown) => {
    if (signal.aborted || error instanceof UsageError) throw error;
    throw new UsageError(`AWS_ENDPOINT_URL must name an endpoint that answers: ${said(error)}`);
  });
}

async function identify(region: string, signal: AbortSignal): Promise<CallerIdentity> {
  const where = target({ region });
  const connections = openConnections(where, 1);
  const requestHandler = sharedConnections(connections, signal, LONGEST_MS);
  try {
    const ask = (abortSignal: AbortSignal) => callerIdentity({ ...where.sts, requestHandler, abortSignal });
    return await bounded(ask, signal, LONGEST_MS);
  } finally {
    connections.destroy?.();
  }
}

import { lookup } from "node:dns/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { type Endpoints, isAwsHost, isLoopback, requireAnswers, resolveEndpoints } from "../endpoints";
import { UsageError } from "../failure";

/** Rules out what would fail late or hit the wrong place: a dead endpoint, AWS and the sandbox mixed. */
export async function checkEndpoints(region: string, environment: NodeJS.ProcessEnv): Promise<void> {
  requireOneReading(environment);
  const endpoints = await resolveEndpoints(region);
  requireOneSide(await byAddress(endpoints), environment.TF_WORKSPACE);
  await requireAnswers(endpoints);
}

/**
 * Endpoints that Terraform's AWS provider alone would follow.
 * @see https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/guides/custom-service-endpoints
 */
const TERRAFORMS_OWN = ["TF_AWS_IAM_ENDPOINT", "TF_AWS_STS_ENDPOINT", "AWS_IAM_ENDPOINT", "AWS_STS_ENDPOINT"];

const IGNORE = "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS";

/** What Terraform's provider and the SDK for JavaScript would read differently, so that we would look at the wrong place. */
function requireOneReading(environment: NodeJS.ProcessEnv): void {
  const problems = TERRAFORMS_OWN.filter((name) => environment[name]).map(
    (name) => `${name} must not be set: Terraform alone would follow it; AWS_ENDPOINT_URL is for all`,
  );
  const ignore = environment[IGNORE];
  if (ignore && !["true", "false"].includes(ignore)) {
    problems.push(`${IGNORE} must be true or false, got ${JSON.stringify(ignore)}`);
  }
  if (problems.length) throw new UsageError(...problems);
}

const LOOKUP_MS = 1_000;

/** A name of this machine's is its address. */
async function byAddress(endpoints: Endpoints): Promise<Endpoints> {
  const reached = async (url: URL): Promise<URL> => {
    if (isAwsHost(url) || isLoopback(url)) return url;
    const found = await Promise.race([
      lookup(url.hostname.replace(/^\[|\]$/g, "")).catch(() => undefined),
      sleep(LOOKUP_MS, undefined, { ref: false }),
    ]);
    if (!found) return url;
    const there = new URL(url);
    there.hostname = found.family === 6 ? `[${found.address}]` : found.address;
    return isLoopback(there) ? there : url;
  };
  const [ecr, iam, sts] = await Promise.all([endpoints.ecr, endpoints.iam, endpoints.sts].map(reached));
  return { ecr: ecr!, iam: iam!, sts: sts! };
}

/**
 * The sandbox and AWS never mix: a loopback endpoint goes with the workspace `sandbox`, and it with a loopback endpoint.
 *
 * @throws {UsageError}
 */
export function requireOneSide(endpoints: Endpoints, workspace: string | undefined): void {
  const local = Object.entries(endpoints).filter(([, url]) => isLoopback(url));
  const remote = Object.entries(endpoints).filter(([, url]) => !isLoopback(url));
  const said = (list: [string, URL][]) => list.map(([service, url]) => `${service} ${url.origin}`).join(", ");
  if (local.length && remote.length) {
    throw new UsageError(
      `all services must be the sandbox's or none, got ${said(local)} beside ${said(remote)}`,
    );
  }
  if (local.length && workspace !== "sandbox") {
    throw new UsageError(
      `a loopback endpoint needs TF_WORKSPACE=sandbox, so that no state of AWS is touched, got ${JSON.stringify(workspace ?? "")} with ${said(local)}`,
    );
  }
  if (remote.length && workspace === "sandbox") {
    throw new UsageError(`TF_WORKSPACE=sandbox needs a loopback endpoint, got ${said(remote)}`);
  }
}

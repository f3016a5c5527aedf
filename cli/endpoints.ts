import "./quiet-sdk";
import http from "node:http";
import https from "node:https";
import { ECRClient, ListImagesCommand } from "@aws-sdk/client-ecr";
import { GetRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { UsageError } from "./failure";

const PROBE_MS = 1_000;

/** Where the three services of this project are reached from here, as the SDK resolves it from environment and profile. */
export type Endpoints = Readonly<Record<"ecr" | "iam" | "sts", URL>>;

/** Asks the SDK's own clients, whose requests are caught before they are signed or sent. */
export async function resolveEndpoints(region: string): Promise<Endpoints> {
  const settings = { region, credentials: { accessKeyId: "none", secretAccessKey: "none" } };
  const ecr = new ECRClient(settings);
  const iam = new IAMClient(settings);
  const sts = new STSClient(settings);
  return {
    ecr: await destination(ecr, () => ecr.send(new ListImagesCommand({ repositoryName: "none" }))),
    iam: await destination(iam, () => iam.send(new GetRoleCommand({ RoleName: "none" }))),
    sts: await destination(sts, () => sts.send(new GetCallerIdentityCommand({}))),
  };
}

class Caught extends Error {
  constructor(readonly url: URL) {
    super("caught before it was sent");
  }
}

interface Catchable {
  readonly middlewareStack: {
    add(
      middleware: () => (args: unknown) => never,
      options: { step: "finalizeRequest"; priority: "high" },
    ): void;
  };
}

async function destination(
  client: ECRClient | IAMClient | STSClient,
  send: () => Promise<unknown>,
): Promise<URL> {
  (client as unknown as Catchable).middlewareStack.add(
    () => (args) => {
      const { protocol, hostname, port } = (
        args as { request: { protocol: string; hostname: string; port?: number } }
      ).request;
      throw new Caught(new URL(`${protocol}//${hostname}${port ? `:${port}` : ""}`));
    },
    { step: "finalizeRequest", priority: "high" },
  );
  try {
    await send();
  } catch (error) {
    if (error instanceof Caught) return error.url;
    throw new UsageError(`the AWS SDK can't tell its endpoint: ${(error as Error).message}`);
  } finally {
    client.destroy();
  }
  throw new Error("a request was sent where none may be");
}

/** Is it this machine? */
export function isLoopback({ hostname }: URL): boolean {
  return /^(127(\.\d+){3}|\[::1\]|(.+\.)?localhost)$/.test(hostname);
}

const AWS_HOST =
  /\.(amazonaws\.com(\.cn)?|amazonaws\.eu|api\.aws|c2s\.ic\.gov|sc2s\.sgov\.gov|cloud\.adc-e\.uk|csp\.hci\.ic\.gov)$/;

/**
 * A configured endpoint that does not answer is said at once: Terraform would take half a minute to find out.
 *
 * @throws {UsageError}
 */
export async function requireAnswers(endpoints: Endpoints): Promise<void> {
  const configured = new Set(
    Object.values(endpoints)
      .filter((url) => !AWS_HOST.test(url.hostname))
      .map((url) => url.origin),
  );
  for (const origin of configured) {
    try {
      await anyAnswer(origin);
    } catch (error) {
      const why = (error as Error).message;
      throw new UsageError(
        `AWS_ENDPOINT_URL must name an endpoint that answers, got ${JSON.stringify(origin)}: ${why}`,
      );
    }
  }
}

function anyAnswer(origin: string): Promise<void> {
  const { get } = origin.startsWith("https:") ? https : http;
  return new Promise((resolve, reject) => {
    const request = get(origin, { timeout: PROBE_MS }, (response) => {
      response.destroy();
      resolve();
    });
    request.once("timeout", () => request.destroy(new Error("it stays silent")));
    request.once("error", reject);
  });
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

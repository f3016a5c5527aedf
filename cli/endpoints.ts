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
    if (error instanceof Caught && /^https?:$/.test(error.url.protocol)) return error.url;
    const why = error instanceof Caught ? "" : `: ${(error as Error).message}`;
    throw new UsageError(
      `an endpoint must be a URL such as "http://127.0.0.1:4566", got ${configured()}${why}`,
    );
  } finally {
    client.destroy();
  }
  throw new Error("a request was sent where none may be");
}

/** What the environment says of endpoints, passwords left out; what it does not say is in the profile. */
function configured(): string {
  const said = Object.entries(process.env).filter(([name, value]) => /^AWS_ENDPOINT_URL/.test(name) && value);
  if (said.length === 0) return "another endpoint_url in the profile";
  return said.map(([name, value]) => `${name}=${JSON.stringify(value!.replace(/[^/@]*@/, ""))}`).join(", ");
}

/** Is it this machine? So is the address of no host, under which Linux reaches itself. */
export function isLoopback({ hostname }: URL): boolean {
  return /^(127(\.\d+){3}|0\.0\.0\.0|\[::1?\]|\[::ffff:7f[0-9a-f]{2}:[0-9a-f]{1,4}\]|(.+\.)?localhost\.?)$/.test(
    hostname,
  );
}

const AWS_HOST =
  /\.(amazonaws\.com(\.cn)?|amazonaws\.eu|api\.aws|c2s\.ic\.gov|sc2s\.sgov\.gov|cloud\.adc-e\.uk|csp\.hci\.ic\.gov)$/;

export function isAwsHost({ hostname }: URL): boolean {
  return AWS_HOST.test(hostname);
}

/**
 * A configured endpoint that does not answer is said at once: Terraform would take half a minute to find out.
 *
 * @throws {UsageError}
 */
export async function requireAnswers(endpoints: Endpoints): Promise<void> {
  const configured = new Set(
    Object.values(endpoints)
      .filter((url) => !isAwsHost(url))
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

import { assemble } from "../../../sandbox/assemble";
import type { DecisionRecord } from "../../../sandbox/decisions";
import type { Deployer } from "../../../sandbox/deployer";
import type { Call } from "../../../sandbox/gateway/call";
import { serve } from "../../../sandbox/gateway/server";
import type { MotoClient } from "../../../sandbox/moto/client";
import type { SandboxOptions } from "../../../sandbox/sandbox";
import { FakeMoto } from "./fake-moto";
import { bytesOf, type Credentials, exchange, type RawAnswer, type RawRequest, sign } from "./raw-client";

export const ACCOUNT = "123456789012";
export const REGION = "us-west-2";

/** The gateway before a moto of a few lines: everything but moto is what the sandbox runs. */
export interface TestGateway {
  readonly moto: FakeMoto;
  readonly port: number;
  readonly deployer: Deployer;
  readonly decisions: DecisionRecord[];
  /** What was carried out because it was allowed; the gateway's own reading is not among it. */
  readonly carriedOut: Call[];
  /** What was carried out without an Allow of its own before it: always empty, or the sandbox is broken. */
  readonly unallowed: string[];
  webIdentityToken: ReturnType<typeof assemble>["webIdentityToken"];
  deployerOf: ReturnType<typeof assemble>["deployerOf"];
  send(request: RawRequest): Promise<RawAnswer>;
  ecr(credentials: Credentials, operation: string, parameters: object): Promise<RawAnswer>;
  query(credentials: Credentials, service: string, form: Record<string, string>): Promise<RawAnswer>;
  assume(credentials: Credentials, role: string, more?: Record<string, string>): Promise<Credentials>;
  close(): Promise<void>;
}

export async function startGateway(
  options: Partial<SandboxOptions> = {},
  moto = new FakeMoto(),
  backend: Pick<MotoClient, "send"> = moto,
): Promise<TestGateway> {
  const decisions: DecisionRecord[] = [];
  const unallowed: string[] = [];
  const allows = new Set<string>();
  const parts = assemble({ region: REGION, ...options }, backend, (decision) => {
    decisions.push(decision);
    const { action = "", verdict } = decision;
    if (verdict === "Allowed") allows.add(action);
    else allows.delete(action);
  });
  const deployer = await parts.deployerOf(ACCOUNT);
  const carriedOut: Call[] = [];
  const carryOut = parts.backend.carryOut.bind(parts.backend);
  parts.backend.carryOut = (call, account) => {
    carriedOut.push(call);
    const action = `${call.service}:${call.operation}`;
    if (!allows.delete(action)) unallowed.push(action);
    return carryOut(call, account);
  };
  const server = await serve({ host: "127.0.0.1", port: 0, ...parts.serving });
  const date = () => (options.clock ?? (() => new Date()))();
  const send = (request: RawRequest) => exchange(server.port, bytesOf(request));
  const query = async (credentials: Credentials, service: string, form: Record<string, string>) =>
    send(await sign(queryRequest(server.port, service, form), credentials, { service, date: date() }));
  return {
    moto,
    port: server.port,
    deployer,
    decisions,
    carriedOut,
    unallowed,
    webIdentityToken: parts.webIdentityToken,
    deployerOf: parts.deployerOf,
    send,
    query,
    ecr: async (credentials, operation, parameters) =>
      send(
        await sign(ecrRequest(server.port, operation, parameters), credentials, {
          service: "ecr",
          date: date(),
        }),
      ),
    assume: async (credentials, role, more = {}) => {
      const form = { RoleArn: `arn:aws:iam::${ACCOUNT}:role/${role}`, RoleSessionName: "session", ...more };
      return credentialsIn(await query(credentials, "sts", { Action: "AssumeRole", ...form }));
    },
    close: server.close,
  };
}

export function ecrRequest(port: number, operation: string, parameters: object): RawRequest {
  return {
    method: "POST",
    target: "/",
    headers: [
      ["host", `127.0.0.1:${port}`],
      ["content-type", "application/x-amz-json-1.1"],
      ["x-amz-target", `AmazonEC2ContainerRegistry_V20150921.${operation}`],
    ],
    body: JSON.stringify(parameters),
  };
}

const VERSIONS: Readonly<Record<string, string>> = { iam: "2010-05-08", sts: "2011-06-15" };

export function queryRequest(port: number, service: string, form: Record<string, string>): RawRequest {
  return {
    method: "POST",
    target: "/",
    headers: [
      ["host", `127.0.0.1:${port}`],
      ["content-type", "application/x-www-form-urlencoded"],
    ],
    body: new URLSearchParams({ Version: VERSIONS[service] ?? "", ...form }).toString(),
  };
}

/** The temporary credentials in an answer of STS; throws with the answer when there are none. */
export function credentialsIn({ body }: RawAnswer): Required<Credentials> {
  const field = (name: string) => {
    const value = new RegExp(`<${name}>([^<]+)</${name}>`).exec(body)?.[1];
    if (value === undefined) throw new Error(body);
    return value;
  };
  return {
    accessKeyId: field("AccessKeyId"),
    secretAccessKey: field("SecretAccessKey"),
    sessionToken: field("SessionToken"),
  };
}

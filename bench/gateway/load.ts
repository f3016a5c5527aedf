import { Hash } from "@smithy/hash-node";
import { HttpRequest } from "@smithy/protocol-http";
import { SignatureV4 } from "@smithy/signature-v4";
import { Pool } from "undici";

class Sha256 extends Hash {
  constructor(secret?: ConstructorParameters<typeof Hash>[1]) {
    super("sha256", secret);
  }
}

interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** One request to be sent many times. */
export interface Shot {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** What every answer must have, so that nothing else is measured. */
  readonly status: number;
}

/** ListImages, signed; `more` are headers that are not signed. */
export async function listImages(
  url: string,
  repositoryName: string,
  credentials: Credentials,
  status: number,
  more: Readonly<Record<string, string>> = {},
): Promise<Shot> {
  const signer = new SignatureV4({ credentials, region: "us-west-2", service: "ecr", sha256: Sha256 });
  const body = JSON.stringify({ repositoryName });
  const { headers } = await signer.sign(
    new HttpRequest({
      method: "POST",
      path: "/",
      headers: {
        host: new URL(url).host,
        "content-type": "application/x-amz-json-1.1",
        "x-amz-target": "AmazonEC2ContainerRegistry_V20150921.ListImages",
      },
      body,
    }),
  );
  return { url, headers: { ...headers, ...more }, body, status };
}

export interface Load {
  readonly perSecond: number;
  readonly medianMilliseconds: number;
}

/** Sends it so many times from so many clients at once. */
export async function load(shot: Shot, clients: number, requests: number): Promise<Load> {
  const pool = new Pool(shot.url, { connections: clients, pipelining: 1 });
  const latencies: number[] = [];
  let left = requests;
  const client = async () => {
    while (left-- > 0) {
      const start = performance.now();
      const { statusCode, body } = await pool.request({
        method: "POST",
        path: "/",
        headers: shot.headers,
        body: shot.body,
      });
      const text = await body.text();
      if (statusCode !== shot.status) throw new Error(`${statusCode}: ${text}`);
      latencies.push(performance.now() - start);
    }
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: clients }, client));
  const seconds = (performance.now() - start) / 1_000;
  await pool.close();
  latencies.sort((a, b) => a - b);
  return { perSecond: requests / seconds, medianMilliseconds: latencies[Math.floor(requests / 2)]! };
}

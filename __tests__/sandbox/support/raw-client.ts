import { connect } from "node:net";
import { Hash } from "@smithy/hash-node";
import { HttpRequest } from "@smithy/protocol-http";
import { SignatureV4 } from "@smithy/signature-v4";

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** A request down to its bytes, so that it can be made as no client would make it. */
export interface RawRequest {
  method: string;
  target: string;
  headers: [name: string, value: string][];
  body: string;
}

export interface RawAnswer {
  readonly status: number;
  readonly body: string;
  /** The AWS error code, of either protocol. */
  readonly code?: string;
}

class Sha256 extends Hash {
  constructor(secret?: ConstructorParameters<typeof Hash>[1]) {
    super("sha256", secret);
  }
}

export interface Scope {
  readonly service: string;
  readonly region?: string;
  readonly date?: Date;
}

/** Signs as the SDK does: every header that is there by then. */
export async function sign(request: RawRequest, credentials: Credentials, scope: Scope): Promise<RawRequest> {
  const { service, region = "us-west-2", date = new Date() } = scope;
  const signer = new SignatureV4({ credentials, region, service, sha256: Sha256 });
  const [path = "/", search = ""] = request.target.split("?");
  const { headers } = await signer.sign(
    new HttpRequest({
      method: request.method,
      path,
      query: Object.fromEntries(new URLSearchParams(search)),
      headers: Object.fromEntries(request.headers),
      body: request.body,
    }),
    { signingDate: date },
  );
  return { ...request, headers: Object.entries(headers) };
}

/** The same request with its signature in the query string. */
export async function presign(
  request: RawRequest,
  credentials: Credentials,
  scope: Scope,
  expiresIn = 60,
): Promise<RawRequest> {
  const { service, region = "us-west-2", date = new Date() } = scope;
  const signer = new SignatureV4({ credentials, region, service, sha256: Sha256 });
  const [path = "/", search = ""] = request.target.split("?");
  const host = request.headers.filter(([name]) => name === "host");
  const signed = await signer.presign(
    new HttpRequest({
      method: request.method,
      path,
      query: Object.fromEntries(new URLSearchParams(search)),
      headers: Object.fromEntries(host),
    }),
    { signingDate: date, expiresIn },
  );
  const query = Object.entries(signed.query ?? {}).map(
    ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`,
  );
  return { ...request, target: `${path}?${query.join("&")}`, headers: Object.entries(signed.headers) };
}

export function bytesOf({ method, target, headers, body }: RawRequest): Buffer {
  const length = headers.some(([name]) => /^(content-length|transfer-encoding)$/i.test(name))
    ? []
    : [`content-length: ${Buffer.byteLength(body)}`];
  const head = [
    `${method} ${target} HTTP/1.1`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
    ...length,
  ];
  return Buffer.concat([Buffer.from(`${head.join("\r\n")}\r\n\r\n`, "latin1"), Buffer.from(body)]);
}

/** Sends bytes and reads the one answer; status 0 when the connection ends without one. */
export function exchange(port: number, bytes: Buffer, patienceMs = 5_000): Promise<RawAnswer> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => socket.write(bytes));
    let text = "";
    const done = () => {
      socket.destroy();
      resolve(parse(text));
    };
    socket.setTimeout(patienceMs, done);
    socket.on("data", (part) => {
      text += part.toString("latin1");
      if (isWhole(text)) done();
    });
    socket.once("error", done);
    socket.once("close", done);
  });
}

function isWhole(text: string): boolean {
  const end = text.indexOf("\r\n\r\n");
  const length = /^content-length: (\d+)\r?$/im.exec(text)?.[1];
  return end >= 0 && (length === undefined ? true : text.length >= end + 4 + Number(length));
}

function parse(text: string): RawAnswer {
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0);
  const body = text.slice(text.indexOf("\r\n\r\n") + 4);
  const code = /"__type":"([^"]+)"/.exec(body)?.[1] ?? /<Code>([^<]+)<\/Code>/.exec(body)?.[1];
  return { status, body, ...(code !== undefined && { code }) };
}

import { Pool } from "undici";
import type { Call } from "../gateway/call";
import { serviceNamed } from "../gateway/services";
import type { Moto } from "./process";

export interface MotoAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: Buffer;
}

/** As many as moto is fastest with: its threads share one lock. */
const CONNECTIONS = 8;

/**
 * The only way to moto. A request is built anew from the call that was judged, so that moto can't read anything else in
 * it: account, service and region are the gateway's words.
 */
export class MotoClient {
  readonly #pool: Pool;
  readonly #key: string;

  constructor({ port, key }: Pick<Moto, "port" | "key">) {
    this.#pool = new Pool(`http://127.0.0.1:${port}`, { connections: CONNECTIONS, pipelining: 1 });
    this.#key = key;
  }

  async send(call: Call, account: string): Promise<MotoAnswer> {
    const encoded = encode(call);
    const { statusCode, headers, body } = await this.#pool.request({
      method: "POST",
      path: "/",
      body: encoded.body,
      headers: {
        ...encoded.headers,
        "x-sandbox-key": this.#key,
        "x-moto-account-id": account,
        // moto takes service and region from here; the key is nobody's, and the signature is not looked at
        authorization: `AWS4-HMAC-SHA256 Credential=AKIASANDBOXGATEWAYXX/20000101/${call.region}/${call.service}/aws4_request, SignedHeaders=host, Signature=0`,
      },
    });
    const bytes = Buffer.from(await body.arrayBuffer());
    return {
      status: statusCode,
      contentType: contentTypeOf(call, headers["content-type"], bytes),
      body: bytes,
    };
  }

  close(): Promise<void> {
    return this.#pool.destroy();
  }
}

/** What moto says that it is; but of some services it says of JSON that it were HTML. */
function contentTypeOf({ service: name }: Call, said: string | string[] | undefined, body: Buffer): string {
  const service = serviceNamed(name);
  if (service?.protocol === "json" && body[0] === "{".charCodeAt(0)) return service.contentType;
  return typeof said === "string" ? said : "";
}

interface Encoded {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

function encode(call: Call): Encoded {
  const service = serviceNamed(call.service);
  if (!service) throw new Error(`${call.service} is no service of the sandbox`);
  if (service.protocol === "json") {
    return {
      headers: { "content-type": service.contentType, "x-amz-target": `${service.target}.${call.operation}` },
      // moto reads any body as a form first: without an ampersand, it finds one nameless pair there
      body: JSON.stringify(call.parameters).replaceAll("&", "\\u0026"),
    };
  }
  const parameters = call.parameters as Readonly<Record<string, string>>;
  const form = new URLSearchParams({ Action: call.operation, Version: service.version, ...parameters });
  return { headers: { "content-type": "application/x-www-form-urlencoded" }, body: form.toString() };
}

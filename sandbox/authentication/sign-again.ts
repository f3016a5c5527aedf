import { createHash, timingSafeEqual } from "node:crypto";
import { Hash } from "@smithy/hash-node";
import { HttpRequest } from "@smithy/protocol-http";
import { SignatureV4 } from "@smithy/signature-v4";
import type { Incoming } from "../gateway/incoming";
import { type Signature, signingTime } from "./signature";

class Sha256 extends Hash {
  constructor(secret?: ConstructorParameters<typeof Hash>[1]) {
    super("sha256", secret);
  }
}

/** The SDK's signer, with the two forms that it signs in between laid open. */
class Signer extends SignatureV4 {
  stringToSign(request: HttpRequest, headers: Record<string, string>, payloadHash: string, of: Signature) {
    const scope = `${of.day}/${of.region}/${of.service}/aws4_request`;
    const canonical = this.createCanonicalRequest(request, headers, payloadHash);
    return this.createStringToSign(of.time, scope, canonical, "AWS4-HMAC-SHA256");
  }
}

/** Headers that say what a request is: one of them that is there and not signed could have been added on the way. */
function isMeaningful(name: string): boolean {
  return name === "host" || name.startsWith("x-amz-");
}

/** Signs a request again with the key's secret and compares: was it signed by who holds it, and not changed since? */
export async function isSignedBy(
  key: { readonly accessKeyId: string; readonly secretAccessKey: string },
  incoming: Incoming,
  signature: Signature,
): Promise<boolean> {
  const { headers, body } = incoming;
  const signed = new Set(signature.signedHeaders);
  const unsigned = [...headers.keys()].filter((name) => isMeaningful(name) && !signed.has(name));
  const payloadHash = createHash("sha256").update(body).digest("hex");
  const claimed = headers.get("x-amz-content-sha256") ?? payloadHash;
  if (
    unsigned.length ||
    claimed !== payloadHash ||
    !signature.signedHeaders.every((name) => headers.has(name))
  ) {
    return false;
  }
  const signer = new Signer({
    credentials: key,
    region: signature.region,
    service: signature.service,
    sha256: Sha256,
  });
  const canonicalHeaders = Object.fromEntries(
    signature.signedHeaders.map((name) => [name, headers.get(name)!.trim().replace(/\s+/g, " ")]),
  );
  const text = await signer.stringToSign(asSigned(incoming), canonicalHeaders, payloadHash, signature);
  const again = await signer.sign(text, { signingDate: signingTime(signature) });
  return timingSafeEqual(Buffer.from(again), Buffer.from(signature.signature));
}

function asSigned({ method, path, query }: Incoming): HttpRequest {
  const values = new Map<string, string[]>();
  for (const [name, value] of query) values.set(name, [...(values.get(name) ?? []), value]);
  return new HttpRequest({ method, path, query: Object.fromEntries(values) });
}

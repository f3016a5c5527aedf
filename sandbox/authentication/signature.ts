import type { Incoming } from "../gateway/incoming";

/** A signature as it came, in the Authorization header or in the query string, taken apart. */
export interface Signature {
  readonly form: "header" | "query";
  readonly accessKeyId: string;
  /** Of the credential scope: `yyyymmdd`. */
  readonly day: string;
  readonly region: string;
  readonly service: string;
  /** When it was signed: `yyyymmddThhmmssZ`. */
  readonly time: string;
  /** Lower-case names, sorted. */
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  readonly sessionToken?: string;
  /** How long a signature in a query string may be used. */
  readonly validSeconds?: number;
}

const CREDENTIAL = /^([A-Za-z0-9]{16,128})\/(\d{8})\/([a-z0-9-]{1,32})\/([a-z0-9-]{1,64})\/aws4_request$/;
const HEADER =
  /^AWS4-HMAC-SHA256 +Credential=([^\s,]+) *, *SignedHeaders=([a-z0-9;._-]+) *, *Signature=([0-9a-f]{64})$/;
const LONGEST_VALID_SECONDS = 604_800;

/**
 * Takes a request's signature apart.
 *
 * @returns `undefined` for a request that is not signed at all, `"incomplete"` for one that is, but not as AWS wants it
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html
 */
export function readSignature({ headers, query }: Incoming): Signature | "incomplete" | undefined {
  const header = headers.get("authorization");
  const fields = query.filter(([name]) => /^x-amz-/i.test(name));
  if (header !== undefined && fields.length) return "incomplete";
  if (header !== undefined) return readHeaderForm(header, headers);
  return fields.length ? readQueryForm(fields) : undefined;
}

function readHeaderForm(header: string, headers: Incoming["headers"]): Signature | "incomplete" {
  const [, credential = "", signedHeaders = "", signature = ""] = HEADER.exec(header) ?? [];
  return checked({
    form: "header",
    credential,
    signedHeaders,
    signature,
    time: headers.get("x-amz-date") ?? "",
    sessionToken: headers.get("x-amz-security-token"),
  });
}

function readQueryForm(fields: Incoming["query"]): Signature | "incomplete" {
  const byName = new Map(fields);
  const seconds = byName.get("X-Amz-Expires") ?? "";
  if (byName.size !== fields.length || byName.get("X-Amz-Algorithm") !== "AWS4-HMAC-SHA256")
    return "incomplete";
  if (!/^\d{1,6}$/.test(seconds) || Number(seconds) > LONGEST_VALID_SECONDS) return "incomplete";
  return checked({
    form: "query",
    credential: byName.get("X-Amz-Credential") ?? "",
    signedHeaders: byName.get("X-Amz-SignedHeaders") ?? "",
    signature: byName.get("X-Amz-Signature") ?? "",
    time: byName.get("X-Amz-Date") ?? "",
    sessionToken: byName.get("X-Amz-Security-Token"),
    validSeconds: Number(seconds),
  });
}

interface Unchecked extends Pick<Signature, "form" | "signature" | "time" | "sessionToken" | "validSeconds"> {
  readonly credential: string;
  readonly signedHeaders: string;
}

function checked({ credential, signedHeaders, ...rest }: Unchecked): Signature | "incomplete" {
  const [, accessKeyId, day, region, service] = CREDENTIAL.exec(credential) ?? [];
  if (!accessKeyId || !day || !region || !service) return "incomplete";
  const names = signedHeaders.split(";");
  const sorted = names.every((name, index) => index === 0 || names[index - 1]! < name);
  const complete = sorted && /^[0-9a-f]{64}$/.test(rest.signature) && /^\d{8}T\d{6}Z$/.test(rest.time);
  if (!complete || !rest.time.startsWith(day)) return "incomplete";
  return { ...rest, accessKeyId, day, region, service, signedHeaders: names };
}

/** When a signature says that it was made. */
export function signingTime({ time }: Signature): Date {
  return new Date(time.replace(/^(....)(..)(..)T(..)(..)(..)Z$/, "$1-$2-$3T$4:$5:$6Z"));
}

import type { IncomingMessage } from "node:http";
import { AwsError } from "./aws-error";

/** A request as it came, read whole; nothing in it has been believed yet. */
export interface Incoming {
  readonly method: string;
  readonly path: string;
  /** The query string's pairs, decoded, in their order. */
  readonly query: readonly (readonly [name: string, value: string])[];
  /** By lower-case name: a header that comes twice is refused before this exists. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
  readonly sourceIp: string;
}

/** UploadLayerPart carries up to 20 MiB as base64 in JSON. */
export const MOST_BODY_BYTES = 32 * 1024 * 1024;

/**
 * Reads a request whole, or refuses what could be read in two ways: doubled headers, chunked or encoded bodies, a target
 * that is no plain path, escapes that don't decode.
 *
 * @throws {AwsError}
 */
export async function readIncoming(message: IncomingMessage): Promise<Incoming> {
  const headers = readHeaders(message.rawHeaders);
  if (headers.has("transfer-encoding")) throw unreadable("a request must have a Content-Length");
  if (headers.has("content-encoding")) throw unreadable("a request's body must not be encoded");
  const body = await readBody(message, Number(headers.get("content-length") ?? 0));
  const target = message.url ?? "";
  if (!target.startsWith("/")) throw unreadable("a request's target must be a path");
  const mark = target.indexOf("?");
  return {
    method: message.method ?? "",
    path: mark < 0 ? target : target.slice(0, mark),
    query: mark < 0 ? [] : decodePairs(target.slice(mark + 1)),
    headers,
    body,
    sourceIp: message.socket.remoteAddress ?? "127.0.0.1",
  };
}

function unreadable(what: string): AwsError {
  return new AwsError("InvalidRequest", what);
}

function readHeaders(raw: readonly string[]): Map<string, string> {
  const headers = new Map<string, string>();
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = raw[index]!.toLowerCase();
    if (headers.has(name)) throw unreadable(`a request must not repeat the header ${name}`);
    if (name.includes("_")) throw unreadable(`a header's name must not contain _, got ${name}`);
    headers.set(name, raw[index + 1]!);
  }
  return headers;
}

async function readBody(message: IncomingMessage, announced: number): Promise<Buffer> {
  if (announced > MOST_BODY_BYTES) throw new AwsError("RequestEntityTooLarge", "Request size exceeded", 413);
  const parts: Buffer[] = [];
  for await (const part of message) parts.push(part as Buffer);
  return parts.length === 1 ? parts[0]! : Buffer.concat(parts);
}

/** `a=b&c=d`, percent-decoded as UTF-8 and nothing else. */
export function decodePairs(text: string): [string, string][] {
  if (text === "") return [];
  if (/[^\x21-\x7e]/.test(text)) throw unreadable("a form must be percent-encoded");
  return text.split("&").map((pair) => {
    const equals = pair.indexOf("=");
    const [name, value] = equals < 0 ? [pair, ""] : [pair.slice(0, equals), pair.slice(equals + 1)];
    return [decode(name), decode(value)];
  });
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replace(/\+/g, " "));
  } catch {
    throw unreadable("a request's percent escapes must be UTF-8");
  }
}

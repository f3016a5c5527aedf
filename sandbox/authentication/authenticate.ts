import { timingSafeEqual } from "node:crypto";
import type { Protocol } from "../gateway/aws-error";
import { protocolOf } from "../gateway/call";
import type { Incoming } from "../gateway/incoming";
import type { Caller } from "./caller";
import type { Keys, SessionKey, UserKey } from "./keys";
import { refused } from "./refusals";
import { isSignedBy } from "./sign-again";
import { readSignature, type Signature, signingTime } from "./signature";

/** Who sent a request, and what the signature says that it is for. */
export interface Authenticated {
  readonly caller: Caller;
  readonly accessKeyId: string;
  readonly region: string;
  readonly service: string;
}

const MOST_SKEW_MS = 5 * 60 * 1_000;

/**
 * Who sent this request? The key is known, the signature is its holder's and covers what counts, the session is the one
 * that was issued and has not expired, the clocks agree.
 *
 * @throws {AwsError}
 */
export async function authenticate(incoming: Incoming, keys: Keys, now: Date): Promise<Authenticated> {
  const protocol = protocolOf(incoming);
  const signature = readSignature(incoming);
  if (!signature) throw refused("unsigned", protocol);
  if (signature === "incomplete") throw refused("incomplete", protocol);
  const key = keys.find(signature.accessKeyId);
  if (!key || !isPresentable(key, signature)) throw refused("unknown key", protocol);
  if (!(await isSignedBy(key, incoming, signature))) throw refused("wrong signature", protocol);
  if ("expiration" in key && key.expiration <= now) throw refused("expired session", protocol);
  refuseSkew(signature, protocol, now);
  const { accessKeyId, region, service } = signature;
  return { caller: key.caller, accessKeyId, region, service };
}

/** A session's key goes with its own token, a user's with none; an inactive key is as good as none. */
function isPresentable(key: UserKey | SessionKey, { sessionToken }: Signature): boolean {
  if ("active" in key) return key.active && sessionToken === undefined;
  const [expected, got] = [Buffer.from(key.sessionToken), Buffer.from(sessionToken ?? "")];
  return expected.length === got.length && timingSafeEqual(expected, got);
}

function refuseSkew(signature: Signature, protocol: Protocol, now: Date): void {
  const signed = signingTime(signature).getTime();
  const validMs = (signature.validSeconds ?? 0) * 1_000;
  if (!(signed <= now.getTime() + MOST_SKEW_MS)) {
    const message = `Signature not yet current: ${signature.time} is still later than ${compact(now)} (+ 5 min.)`;
    throw refused("clock skew", protocol, message);
  }
  if (now.getTime() > signed + Math.max(validMs, signature.form === "header" ? MOST_SKEW_MS : 0)) {
    const message = `Signature expired: ${signature.time} is now earlier than ${compact(now)} (- 5 min.)`;
    throw refused("clock skew", protocol, message);
  }
}

function compact(date: Date): string {
  return date.toISOString().replace(/[-:]|\.\d+/g, "");
}

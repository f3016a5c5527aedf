import { readSignature } from "../authentication/signature";
import { protocolOf, readCall } from "./call";
import type { Incoming } from "./incoming";

/** Calls that nobody signs, since what they bring says who asks. */
const UNSIGNED = ["AssumeRoleWithSAML", "AssumeRoleWithWebIdentity"];

export function isUnsignedByNature(incoming: Incoming): boolean {
  if (protocolOf(incoming) !== "query" || readSignature(incoming) !== undefined) return false;
  try {
    return UNSIGNED.includes(readCall(incoming).operation);
  } catch {
    return false; // then it is unsigned, and that is what its sender hears
  }
}

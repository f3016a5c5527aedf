import type { AccessLevel } from "../config/levels";

/**
 * The Sid of the statement that a level makes: `Pull`. A document has one statement a level, so it is the only one, and
 * it stays the same whatever is added to the grants.
 */
export function levelSid(level: AccessLevel): string {
  return level.charAt(0).toUpperCase() + level.slice(1);
}

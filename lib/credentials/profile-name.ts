import { InvalidProfileError } from "./refusal";
import type { ProfileCredentials } from "./section";

/** Why a name can't be a section that the AWS CLI and the AWS SDK for JavaScript both read as that profile. */
export function nameProblem(profile: string): string | undefined {
  if (profile === "") return "must not be empty";
  if (/\p{Cs}/u.test(profile)) return "must be well-formed Unicode";
  if (/[\p{Cc}\u2028\u2029]/u.test(profile)) return "must not hold control characters";
  if (/[[\]]/.test(profile)) return "must not hold [ or ]";
  if (/\s[#;]/.test(profile)) return "must not hold a comment sign after a blank";
  if (profile !== profile.trim()) return "must not begin or end with a blank";
  if (profile === "DEFAULT") return "must not be DEFAULT: the AWS CLI reads that section into every profile";
  if (profile in {}) return "must not be a name that every JavaScript object has";
  if (/^(profile|sso-session|services)\s/.test(profile))
    return "must not begin with the word of a config file's section";
  return undefined;
}

const VALUES = ["accessKeyId", "secretAccessKey", "sessionToken"] as const;

/**
 * Refuses what can't be written so that it is read back the same. Values are told by their names only.
 *
 * @throws {InvalidProfileError}
 */
export function checkProfile(file: string, profile: string, credentials?: ProfileCredentials | null): void {
  const problem = nameProblem(profile);
  if (problem)
    throw new InvalidProfileError(file, `the profile's name ${problem}, got ${JSON.stringify(profile)}`);
  for (const name of credentials === undefined ? [] : VALUES) {
    const value: unknown = credentials?.[name];
    if (typeof value !== "string" || !/^[!-~]+$/.test(value) || /^[#;]/.test(value)) {
      throw new InvalidProfileError(
        file,
        `${name} must be printable ASCII without a blank or a line end, and begin with no comment sign`,
      );
    }
  }
  const expiration: unknown = credentials?.expiration;
  if (expiration !== undefined && !(expiration instanceof Date && Number.isFinite(expiration.getTime()))) {
    throw new InvalidProfileError(file, "expiration must be a valid date");
  }
}

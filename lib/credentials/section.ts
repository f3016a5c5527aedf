/** What a section of ours holds, as lines without their ends. */

export interface ProfileCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  /** Stands in the section's comment. */
  readonly expiration?: Date;
}

/** Keys that are written, or stale beside what is written: a token under its old name wins over the new one in the AWS CLI. */
export const REPLACED_KEYS: ReadonlySet<string> = new Set([
  "aws_access_key_id",
  "aws_secret_access_key",
  "aws_session_token",
  "aws_security_token",
  "aws_account_id",
]);

const NO_EXPIRY = "no expiry is known";
const OURS = new RegExp(
  `^# written by ecr-access; (expires ([+-]\\d\\d)?\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z|${NO_EXPIRY})\\s*$`,
);

/** Directly below the header: when the keys expire, and that the section is ours to write again or to remove. */
export function ownComment(expiration: Date | undefined): string {
  return `# written by ecr-access; ${expiration ? `expires ${expiration.toISOString()}` : NO_EXPIRY}`;
}

export function isOwnComment(line: string): boolean {
  return OURS.test(line);
}

/** @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-static-credentials.html */
export function keysOf({ accessKeyId, secretAccessKey, sessionToken }: ProfileCredentials) {
  return {
    aws_access_key_id: accessKeyId,
    aws_secret_access_key: secretAccessKey,
    aws_session_token: sessionToken,
  };
}

export function keyLines(credentials: ProfileCredentials): string[] {
  return Object.entries(keysOf(credentials)).map(([key, value]) => `${key} = ${value}`);
}

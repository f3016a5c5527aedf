import type { AssumedRole } from "./assume";
import { keyLines, ownComment } from "./section";

export const FORMATS = ["env", "json", "ini", "process"] as const;
export type Format = (typeof FORMATS)[number];

/** Temporary credentials as another program wants them: whole lines, the last one's end included. */
export function formatCredentials(format: Format, role: AssumedRole, section: string): string {
  return formatters[format](role, section);
}

const formatters: Readonly<Record<Format, (role: AssumedRole, section: string) => string>> = {
  env: (role) =>
    [
      `export AWS_ACCESS_KEY_ID=${shellQuoted(role.accessKeyId)}`,
      `export AWS_SECRET_ACCESS_KEY=${shellQuoted(role.secretAccessKey)}`,
      `export AWS_SESSION_TOKEN=${shellQuoted(role.sessionToken)}`,
      `export AWS_CREDENTIAL_EXPIRATION=${seconds(role.expiration)}`,
      "",
    ].join("\n"),

  json: (role) =>
    json(4, {
      Credentials: keys(role),
      AssumedRoleUser: { AssumedRoleId: role.assumedRoleId, Arn: role.arn },
      ...(role.packedPolicySize !== undefined && { PackedPolicySize: role.packedPolicySize }),
    }),

  ini: (role, section) => [`[${section}]`, ownComment(role.expiration), ...keyLines(role), ""].join("\n"),

  /** @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html */
  process: (role) => json(0, { Version: 1, ...keys(role) }),
};

function keys({ accessKeyId, secretAccessKey, sessionToken, expiration }: AssumedRole) {
  return {
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    SessionToken: sessionToken,
    Expiration: seconds(expiration),
  };
}

/** ISO 8601 as STS gives it: UTC, whole seconds. */
function seconds(time: Date): string {
  return time.toISOString().replace(/\.\d+Z$/, "Z");
}

function json(indent: number, value: object): string {
  return `${JSON.stringify(value, null, indent)}\n`;
}

/** A value as one word of a POSIX shell. */
export function shellQuoted(value: string): string {
  return /^[\w@%+=:,./-]+$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;
}

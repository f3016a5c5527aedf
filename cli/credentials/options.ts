import { readFileSync } from "node:fs";
import { hostname, userInfo } from "node:os";
import { SESSION_NAME } from "../../lib/credentials/session-name";
import type { Format } from "../../lib/credentials/format";
import { UsageError } from "../failure";
import { SESSION_NAME as LAB_SESSION } from "../lab/settings";

export interface CredentialsOptions {
  readonly config: string;
  readonly format?: Format;
  readonly writeProfile?: string;
  readonly forget?: string;
  readonly file?: string;
  readonly force?: boolean;
  readonly sessionName?: string;
  readonly duration?: string;
  readonly policy?: string;
}

/** Options that make no sense together. */
export function checkTogether(role: string | undefined, options: CredentialsOptions): void {
  const { forget, writeProfile, file, force } = options;
  const problems: string[] = [];
  if (forget !== undefined) {
    const others = ["format", "writeProfile", "force", "sessionName", "duration", "policy"] as const;
    if (role !== undefined) problems.push(`--forget takes no ROLE, got ${JSON.stringify(role)}`);
    for (const name of others)
      if (options[name] !== undefined) problems.push(`--forget takes no ${flag(name)}`);
  } else {
    if (role === undefined) problems.push("credentials needs the name of a ROLE, or --forget NAME");
    if (file !== undefined && writeProfile === undefined)
      problems.push("--file needs --write-profile or --forget");
    if (force && writeProfile === undefined) problems.push("--force needs --write-profile");
  }
  if (file === "") problems.push('--file must name a file, got ""');
  if (problems.length) throw new UsageError(...problems);
}

function flag(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** The lab's session name for the lab's role; otherwise who asks, from where. */
export function sessionName(
  given: string | undefined,
  role: string,
  environment: Readonly<Record<string, string | undefined>>,
): string {
  if (given === undefined) {
    return role === (environment.ECR_ACCESS_ROLE || "ecr_access_teama_role") ? LAB_SESSION : userAndHost();
  }
  if (SESSION_NAME.test(given)) return given;
  throw new UsageError(
    `--session-name must be 2 to 64 of letters, digits and _+=,.@-, got ${JSON.stringify(given)}`,
  );
}

function userAndHost(): string {
  return `${userName()}@${hostname()}`.replace(/[^\w+=,.@-]/g, "-").slice(0, 64);
}

/** A process may run under a number that no user has. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return `user-${process.getuid?.() ?? "unknown"}`;
  }
}

/** @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export function durationSeconds(given: string | undefined, longest: number): number | undefined {
  if (given === undefined) return undefined;
  const seconds = /^\d{1,6}$/.test(given) ? Number(given) : NaN;
  if (seconds >= 900 && seconds <= longest) return seconds;
  throw new UsageError(
    `--duration must be 900 to ${longest} seconds, the role's longest session, got ${JSON.stringify(given)}`,
  );
}

const LONGEST_POLICY = 2_048;

/** A session policy without blanks that only count against its limit. */
export function sessionPolicy(file: string | undefined): string | undefined {
  if (file === undefined) return undefined;
  const policy = JSON.stringify(parsed(file));
  if (policy.length <= LONGEST_POLICY) return policy;
  throw new UsageError(
    `${file}: a session policy must have at most ${LONGEST_POLICY} characters without blanks, got ${policy.length}`,
  );
}

function parsed(file: string): object {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(
      `${file}: a session policy must be a file of JSON, got ${code ? `none (${code})` : "something else"}`,
    );
  }
  if (typeof value === "object" && value !== null && "Statement" in value) return value;
  throw new UsageError(`${file}: a session policy must be a JSON object with a Statement`);
}

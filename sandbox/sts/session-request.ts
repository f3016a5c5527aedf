import type { PolicyDocument } from "../../lib/iam/types";
import { AwsError } from "../gateway/aws-error";
import type { Call } from "../gateway/call";
import { parseUnambiguously } from "../gateway/json";

export type Form = Readonly<Record<string, string | undefined>>;

/** What a caller asks of a session, checked against STS's own limits. */
export interface SessionRequest {
  readonly roleArn: string;
  readonly sessionName: string;
  readonly durationSeconds: number;
  readonly externalId?: string;
  readonly sourceIdentity?: string;
  readonly policy?: PolicyDocument;
  readonly policyArns: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  readonly transitiveTagKeys: readonly string[];
}

const DEFAULT_SECONDS = 3_600;
const MOST_POLICY_CHARACTERS = 2_048;
const MOST_POLICY_ARNS = 10;
const MOST_TAGS = 50;

/**
 * Reads the parameters that AssumeRole and its siblings share.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 * @throws {AwsError}
 */
export function readSessionRequest({ parameters }: Call): SessionRequest {
  const form = parameters as Form;
  if (form.SerialNumber !== undefined || form.TokenCode !== undefined) {
    throw new AwsError(
      "AccessDenied",
      "MultiFactorAuthentication failed with invalid MFA one time pass code.",
      403,
    );
  }
  return {
    roleArn: matching(form, "RoleArn", /^arn:[^:]+:iam::\d{12}:role\/[\x21-\x7e]+$/u, 20, 2_048),
    sessionName: matching(form, "RoleSessionName", /^[\w+=,.@-]*$/, 2, 64),
    durationSeconds: duration(form.DurationSeconds),
    externalId: optional(form, "ExternalId", /^[\w+=,.@:/-]*$/, 2, 1_224),
    sourceIdentity: optional(form, "SourceIdentity", /^[\w+=,.@-]*$/, 2, 64),
    policy: form.Policy === undefined ? undefined : policyDocument(form.Policy),
    policyArns: list((index) => form[`PolicyArns.member.${index}.arn`], MOST_POLICY_ARNS),
    tags: tagsOf(form),
    transitiveTagKeys: list((index) => form[`TransitiveTagKeys.member.${index}`], MOST_TAGS),
  };
}

function matching(form: Form, name: string, pattern: RegExp, least: number, most: number): string {
  const value = form[name] ?? "";
  if (pattern.test(value) && value.length >= least && value.length <= most) return value;
  const member = name[0]!.toLowerCase() + name.slice(1);
  throw validation(
    `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: Member must have length between ${least} and ${most} and satisfy regular expression pattern: ${pattern.source}`,
  );
}

function optional(
  form: Form,
  name: string,
  pattern: RegExp,
  least: number,
  most: number,
): string | undefined {
  return form[name] === undefined ? undefined : matching(form, name, pattern, least, most);
}

function duration(text: string | undefined): number {
  const seconds = text === undefined ? DEFAULT_SECONDS : /^\d{1,9}$/.test(text) ? Number(text) : NaN;
  if (seconds >= 900 && seconds <= 43_200) return seconds;
  throw validation(
    `1 validation error detected: Value '${text}' at 'durationSeconds' failed to satisfy constraint: Member must have value between 900 and 43200`,
  );
}

export function policyDocument(text: string): PolicyDocument {
  if (text.length > MOST_POLICY_CHARACTERS) {
    throw validation(
      `1 validation error detected: Value '{"Version": "2012-10-17", "Statement": [...]}' at 'policy' failed to satisfy constraint: Member must have length less than or equal to ${MOST_POLICY_CHARACTERS}`,
    );
  }
  try {
    return parseUnambiguously(Buffer.from(text));
  } catch {
    throw new AwsError("MalformedPolicyDocument", "This policy contains invalid Json");
  }
}

function tagsOf(form: Form): Record<string, string> {
  const keys = list((index) => form[`Tags.member.${index}.Key`], MOST_TAGS);
  const seen = new Set(keys.map((key) => key.toLowerCase()));
  if (seen.size !== keys.length) throw new AwsError("InvalidParameterValue", "Duplicate tag keys found.");
  return Object.fromEntries(keys.map((key, index) => [key, form[`Tags.member.${index + 1}.Value`] ?? ""]));
}

function list(member: (index: number) => string | undefined, most: number): string[] {
  const members: string[] = [];
  for (let value = member(1); value !== undefined; value = member(members.length + 1)) members.push(value);
  if (members.length > most) throw validation(`a list must have at most ${most} members`);
  return members;
}

function validation(message: string): AwsError {
  return new AwsError("ValidationError", message);
}

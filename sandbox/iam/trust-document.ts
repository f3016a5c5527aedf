import { AwsError } from "../gateway/aws-error";
import type { Call } from "../gateway/call";
import { type Json, type JsonObject, parseUnambiguously } from "../gateway/json";

const MOST_CHARACTERS = 4_096;
const VERSIONS: readonly (Json | undefined)[] = ["2012-10-17", "2008-10-17", undefined];
const FIELDS = ["Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Condition"];

/** The parameter that holds the trust policy, of the operations that write one. */
const DOCUMENT_OF: Readonly<Record<string, string | undefined>> = {
  CreateRole: "AssumeRolePolicyDocument",
  UpdateAssumeRolePolicy: "PolicyDocument",
};

/**
 * IAM checks a trust policy when it is written; moto takes any text.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 * @throws {AwsError} MalformedPolicyDocument
 */
export function checkTrustDocument({ operation, parameters }: Call): void {
  const document = DOCUMENT_OF[operation];
  if (document === undefined) return;
  const text = String(parameters[document] ?? "");
  if (text.replace(/\s/g, "").length > MOST_CHARACTERS) {
    throw new AwsError("LimitExceeded", `Cannot exceed quota for ACLSizePerRole: ${MOST_CHARACTERS}`, 409);
  }
  const { Version: version, Statement: statement } = parse(text);
  if (!VERSIONS.includes(version)) throw malformed("The policy must contain a valid version string");
  const statements = Array.isArray(statement) ? (statement as readonly Json[]) : [statement];
  if (statements.length === 0) throw malformed("The policy must have a statement");
  statements.forEach(checkStatement);
}

function parse(text: string): JsonObject {
  try {
    return parseUnambiguously(Buffer.from(text));
  } catch {
    throw malformed("This policy contains invalid Json");
  }
}

function checkStatement(statement: Json | undefined): void {
  if (typeof statement !== "object" || statement === null || Array.isArray(statement)) {
    throw malformed("Syntax errors in policy.");
  }
  const fields = statement as JsonObject;
  if (fields.Resource !== undefined || fields.NotResource !== undefined) {
    throw malformed("Has prohibited field Resource");
  }
  const unknown = Object.keys(fields).find((field) => !FIELDS.includes(field));
  if (unknown !== undefined) throw malformed(`Syntax errors in policy: unknown field ${unknown}`);
  if (fields.Effect !== "Allow" && fields.Effect !== "Deny") throw malformed("Missing required field Effect");
  if (fields.Principal === undefined && fields.NotPrincipal === undefined) {
    throw malformed("Missing required field Principal");
  }
  const actions = [fields.Action ?? fields.NotAction ?? []].flat() as readonly Json[];
  if (actions.length === 0) throw malformed("Missing required field Action");
  if (!actions.every((action) => typeof action === "string" && /^(\*|sts:[A-Za-z*?]+)$/.test(action))) {
    throw malformed("AssumeRole policy may only specify STS AssumeRole actions.");
  }
}

function malformed(message: string): AwsError {
  return new AwsError("MalformedPolicyDocument", message);
}

import texts from "./aws-managed-policies.json";
import { parseArn } from "../aws/arn";
import type { PolicyDocument } from "../iam/types";

const byName = new Map<string, PolicyDocument>(Object.entries(texts));

/**
 * The text of a policy that AWS manages: Amazon ECR's own, AdministratorAccess, and of ReadOnlyAccess what is about ECR.
 * Undefined for every other.
 *
 * The texts are of the versions that the file names are known by in September 2026; AWS changes them without notice.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/security-iam-awsmanpol.html
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/ReadOnlyAccess.html
 */
export function awsManagedPolicy(arn: string): PolicyDocument | undefined {
  const parsed = parseArn(arn);
  if (parsed?.service !== "iam" || parsed.account !== "aws") return undefined;
  return byName.get(parsed.resource.replace(/^policy\//, ""));
}

import type { PolicyDocument } from "../../lib/iam/types";
import type { DeployedIdentities } from "../authorization/deployed/identities";
import { AwsError } from "../gateway/aws-error";
import type { SessionRequest } from "./session-request";

interface Document {
  readonly Version?: unknown;
  readonly Statement?: unknown;
}

/**
 * The session policies of a request as one document: the inline one and the managed ones, what any of them allows.
 *
 * @throws {AwsError}
 */
export async function sessionPolicy(
  { policy, policyArns }: SessionRequest,
  account: string,
  identities: DeployedIdentities,
): Promise<PolicyDocument | undefined> {
  const managed = await Promise.all(policyArns.map((arn) => existing(arn, account, identities)));
  const documents = [...(policy ? [policy] : []), ...managed] as Document[];
  if (documents.length < 2) return documents[0];
  const [{ Version }] = documents as [Document];
  if (documents.some((document) => document.Version !== Version)) {
    throw new AwsError(
      "UnsupportedOperation",
      "session policies of different versions are not available in the sandbox",
    );
  }
  return { Version, Statement: documents.flatMap(({ Statement }) => Statement ?? []) };
}

async function existing(
  arn: string,
  account: string,
  identities: DeployedIdentities,
): Promise<PolicyDocument> {
  const policy = await identities.managedPolicy(account, arn);
  if (!policy)
    throw new AwsError("InvalidParameterValue", `The policy ${arn} does not exist or is not attachable`);
  return policy.document;
}

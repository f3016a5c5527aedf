import type { AttachedPolicy } from "../../terraform/inventory";
import { sessionOf, type NameQuestion } from "../every-name";
import { outsidersOf, type Outsider } from "./outsiders";
import { PRINCIPAL_ARN } from "./reads";
import { isWritten, writtenStatements } from "../written";

/** Someone of the repositories' own account whose policies are in no file. */
export interface Member extends Outsider {
  /** Condition keys that its ARN does not tell, because it stands for many. */
  readonly untold?: readonly string[];
}

export const NOT_IN_FILE = "its own policies, which are in no file: at most whatever its account allows";

export const EVERYTHING: Outsider["identity"] = [
  {
    name: "whatever its account allows",
    document: { Version: "2012-10-17", Statement: { Effect: "Allow", Action: "*", Resource: "*" } },
  },
];

/**
 * The principals of the account that may be in no file, at their most: what their account allows, a Deny on the repositories
 * may keep back. Those whom the policies name, one role and one user of whom they say nothing.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function membersOf(
  policies: readonly AttachedPolicy[],
  { account, partition }: NameQuestion["location"],
): readonly Member[] {
  const anyRole = sessionOf("any-role", account, partition);
  const named = outsidersOf(withExempted(policies), account, partition).filter(
    ({ principal }) => principal.accountId === account && principal.arn !== anyRole.arn,
  );
  return [
    ...named.map((one) => ({ ...one, identity: EVERYTHING })),
    { name: "any role of this account in no file", principal: anyRole, identity: EVERYTHING },
    {
      name: "any user of this account in no file",
      principal: { arn: `arn:${partition}:iam::${account}:user/any-user`, accountId: account },
      identity: EVERYTHING,
      untold: [PRINCIPAL_ARN, "aws:username"],
    },
  ];
}

/** Whom a Deny leaves out is named as well: the policies, and such that name him as others do. */
export function withExempted(policies: readonly AttachedPolicy[]): readonly AttachedPolicy[] {
  return [...policies, ...policies.map(exempted)];
}

function exempted(policy: AttachedPolicy): AttachedPolicy {
  const { document } = policy;
  if (!isWritten(document)) return policy;
  const statements = writtenStatements(document).filter(isWritten);
  return {
    ...policy,
    document: { Statement: statements.map(({ NotPrincipal: named }) => ({ Principal: named })) },
  };
}

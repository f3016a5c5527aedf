import { parseArn } from "../../aws/arn";
import type { AttachedPolicy } from "../../terraform/inventory";
import { holdsUnknown } from "../../terraform/unknown";
import { EVERYTHING, type Member } from "./account-members";
import { NO_ACCOUNT } from "./compared-role";
import type { NameQuestion } from "../every-name";
import { PRINCIPAL_ARN } from "./reads";
import { isWritten, writtenStatements } from "../written";

/** One that policies name in another way than by the ARN of a role or a user. */
export interface OtherPrincipal extends Member {
  /** The policies with a user of the account in its place: who it is no evaluator knows. */
  readonly replacedIn?: (policies: readonly AttachedPolicy[]) => readonly AttachedPolicy[];
}

const SERVICE = /^[a-z0-9.-]+\.amazonaws\.com(?:\.cn)?$/;
/** What IAM leaves in the place of a principal that is gone. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids */
const UNIQUE_ID = /^A(?:ROA|IDA)[A-Z0-9]{12,}$/;

export const WHOSE_ID = "whose id this is no file tells: the principal may be gone";

/** AWS services, federated users and unique ids that the policies name; users, where conditions tell them from roles. */
export function otherPrincipals(
  policies: readonly AttachedPolicy[],
  { account, partition }: NameQuestion["location"],
): readonly OtherPrincipal[] {
  const names = new Set(policies.flatMap(({ document }) => namesIn(document)));
  const tellUsers = policies.some(({ document }) => USER_KEY.test(JSON.stringify(document) ?? ""));
  const named = [...names].flatMap((name): OtherPrincipal[] => {
    const accountId = parseArn(name)?.account;
    if (SERVICE.test(name)) {
      const principal = { arn: name, accountId: account };
      return [{ name, principal, identity: [], untold: ["aws:PrincipalAccount"] }];
    }
    if (accountId && name.includes(":federated-user/"))
      return [
        { name, principal: { arn: name, accountId }, identity: accountId === account ? [] : EVERYTHING },
      ];
    if (!UNIQUE_ID.test(name)) return [];
    const arn = `arn:${partition}:iam::${account}:user/${name}`;
    const replacedIn = (all: readonly AttachedPolicy[]) => all.map((policy) => replaced(policy, name, arn));
    return [{ name, principal: { arn, accountId: account }, identity: [], replacedIn }];
  });
  return [...named, ...(tellUsers ? [userOf(account, partition), userOf(undefined, partition)] : [])];
}

/** Keys that a user's requests carry, and a role's do not or otherwise. */
const USER_KEY = /aws:(?:username|userid|principaltype)\b/i;

/** One that no policy names, of this account or of another. */
function userOf(account: string | undefined, partition: string): OtherPrincipal {
  const accountId = account ?? NO_ACCOUNT;
  return {
    name: `any user of ${account === undefined ? "another" : "this"} account`,
    principal: { arn: `arn:${partition}:iam::${accountId}:user/any-user`, accountId },
    identity: account === undefined ? EVERYTHING : [],
    untold: [PRINCIPAL_ARN, "aws:username"],
  };
}

function namesIn(document: unknown): string[] {
  return writtenStatements(document)
    .filter(isWritten)
    .flatMap(({ Principal: named, NotPrincipal: except }) => [named, except])
    .filter(isWritten)
    .flatMap((principals) => Object.values(principals).flat())
    .filter((value) => typeof value === "string");
}

function replaced(policy: AttachedPolicy, id: string, arn: string): AttachedPolicy {
  const { document } = policy;
  if (holdsUnknown(document)) return policy;
  const text = JSON.stringify(document).replaceAll(`"${id}"`, () => JSON.stringify(arn));
  return { ...policy, document: JSON.parse(text) as unknown };
}

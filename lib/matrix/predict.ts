import { assumedRoleArn, repositoryArn } from "../aws/arn";
import type { InventoryRepository, InventoryRole, RegistryPolicy } from "../terraform/inventory";
import { SESSION } from "./session";
import { type Prediction, judge } from "./judge";
import { knownContext } from "./known-context";
import { policyPair } from "./policy-pair";
import { reaching } from "./registry-policies";

/** Where a call goes if the inventory does not tell. */
export interface Surroundings {
  readonly account: string;
  readonly region: string;
  /** The policies of registries, which may reach the repository. */
  readonly registryPolicies: readonly RegistryPolicy[];
}

/** Answers any number of questions about one role on one repository, or (undefined) on none: the policies are read once. */
export function predictor(
  role: InventoryRole,
  repository: InventoryRepository | undefined,
  surroundings: Surroundings,
): (action: string) => Prediction {
  const principalAccount = role.account ?? surroundings.account;
  const account = repository ? (repository.account ?? surroundings.account) : principalAccount;
  const { partition } = repository ?? role;
  const region = repository?.region ?? surroundings.region;
  const known = knownContext(role, { principal: principalAccount, resource: account }, region, repository);
  const resource = repository
    ? [
        ...(repository.policy ? [repository.policy] : []),
        ...reaching(surroundings.registryPolicies, { account, region }),
      ]
    : [];
  const pair = policyPair(role, resource, known.isKnown);
  const caller = assumedRoleArn(
    { partition: role.partition, account: principalAccount },
    sessionRole(role.name),
    SESSION,
  );
  return (action) => {
    if (repository?.unnamed)
      return { predicted: "unknown", reason: `the name of ${repository.address} is not known` };
    const request = {
      principal: { arn: caller, accountId: principalAccount },
      action,
      resource: repository ? repositoryArn({ partition, account, region }, repository.name) : "*",
      resourceAccountId: account,
      context: known.context,
    };
    return judge(request, pair);
  };
}

/** A role whose name is not known has its address instead, in which IAM's names do not have all characters. */
function sessionRole(name: string): string {
  return name.replace(/[^\w+=,.@-]/g, "_");
}

import type { Inventory, RegistryPolicy } from "../terraform/inventory";
import type { NameQuestion } from "./every-name";

type Location = NameQuestion["location"];

/** The registries' policies; where a file sets how far they reach, that is one more thing that can change. */
export function registryPoliciesOf({ registryPolicies, unknowns }: Inventory): readonly RegistryPolicy[] {
  const scope = unknowns.find((unknown) => unknown.includes("aws_ecr_account_setting"));
  if (scope === undefined) return registryPolicies;
  return registryPolicies.map((policy) => ({ ...policy, doubt: `${policy.doubt}: ${scope}` }));
}

/** Those of the account and the region. */
export function reaching(
  policies: readonly RegistryPolicy[],
  { account, region }: { readonly account?: string; readonly region?: string },
): readonly RegistryPolicy[] {
  return policies.filter(
    (one) =>
      (one.account ?? account) === account && (one.region ?? region ?? one.region) === (region ?? one.region),
  );
}

/** Where registry policies stand; where that is not known, at the place that is asked about first and wherever a repository does. */
export function registryLocations<Place extends Location>(
  { registryPolicies, repositories }: Pick<Inventory, "registryPolicies" | "repositories">,
  first: Place,
): (Location & Pick<Place, "account" | "region">)[] {
  const found = new Map<string, Location & Pick<Place, "account" | "region">>();
  const { partition } = first;
  const add = ({ account = first.account, region = first.region }: Partial<Location>) =>
    found.set(`${account} ${region}`, { partition, account, region });
  for (const policy of registryPolicies) {
    add(policy);
    if (policy.account !== undefined && policy.region !== undefined) continue;
    for (const { account, region } of repositories)
      if (reaching([policy], { account, region }).length) add({ account, region });
  }
  return [...found.values()];
}

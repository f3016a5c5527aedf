import type { Inventory, RegistryPolicy } from "../terraform/inventory";

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

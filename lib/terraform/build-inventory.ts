import type { Inventory } from "./inventory";
import { Locations } from "./locations";
import { readRegistryPolicies, readRepositories } from "./read-repositories";
import { readRoles } from "./read-roles";
import type { PartialLocation, TerraformFile } from "./resource";

/** Resources whose effect on access is not judged: the reader is told so. */
const NOT_JUDGED =
  /^aws_(organizations_policy|organizations_policy_attachment|vpc_endpoint_policy|ssoadmin_\w+|ecr_account_setting)$/;

/**
 * What a file says about access.
 *
 * @param assumed account and region where nothing in the file tells them, for example the registry's
 */
export function buildInventory(file: TerraformFile, assumed: PartialLocation = {}): Inventory {
  const byAddress = new Map(file.resources.map((resource) => [resource.address, resource]));
  const locations = new Locations(file.resources, assumed);
  const roles = readRoles(file, byAddress, locations);
  const repositories = readRepositories(byAddress, locations);
  const notJudged = file.resources.filter(({ type, mode }) => mode === "managed" && NOT_JUDGED.test(type));
  return {
    kind: file.kind,
    account: mostCommon([...roles, ...repositories].map(({ account }) => account)),
    region: mostCommon(repositories.map(({ region }) => region)),
    roles,
    repositories,
    registryPolicies: readRegistryPolicies(byAddress, locations),
    unknowns: [
      ...file.notes,
      ...file.opaque.map(({ address }) => `${address}: what is in the module is in no file`),
      ...notJudged.map(({ address }) => `${address}: its kind of policy is not judged`),
    ],
  };
}

function mostCommon(values: readonly (string | undefined)[]): string | undefined {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((left, right) => right[1] - left[1])[0]?.[0];
}

import type { Inventory } from "./inventory";
import { Locations } from "./locations";
import { readCreationTemplates } from "./read-creation-templates";
import { readRegistryPolicies, readRepositories } from "./read-repositories";
import { readRoles } from "./read-roles";
import type { PartialLocation, TerraformFile } from "./resource";

/** Resources whose effect on access is not judged, and what that means for the answers: the reader is told so. */
const NOT_JUDGED: readonly (readonly [RegExp, string])[] = [
  [
    /^aws_organizations_policy(_attachment)?$/,
    "an organization's policy is not judged: it may deny what is said to be allowed",
  ],
  [
    /^aws_vpc_endpoint_policy$/,
    "an endpoint's policy is not judged: it may deny, to calls through the endpoint, what is said to be allowed",
  ],
  [
    /^aws_iam_(user|group)_polic\w+$/,
    "policies of users and groups are not judged: only roles are told of, and whom policies of repositories name",
  ],
  [/^aws_ssoadmin_\w+$/, "roles that IAM Identity Center makes are in no file, and not among those told of"],
  [
    /^aws_ecr_repository_creation_template$/,
    "only isolation and diff judge the policy that it gives to repositories that ECR creates, and nothing their tags",
  ],
  [
    /^(awscc_(iam|ecr)_\w+|aws_cloudformation_(stack|stack_set|stack_instances)|aws_cloudcontrolapi_resource)$/,
    "may make roles, repositories and policies, which are not among those told of",
  ],
  [/^aws_ecr_account_setting$/, "the registry's settings are not judged"],
];

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
  const notJudged = file.resources.flatMap(({ address, type, mode }) => {
    const found = mode === "managed" && NOT_JUDGED.find(([kind]) => kind.test(type));
    return found ? [`${address}: ${found[1]}`] : [];
  });
  return {
    kind: file.kind,
    account: mostCommon([...roles, ...repositories].map(({ account }) => account)),
    region: mostCommon(repositories.map(({ region }) => region)),
    roles,
    repositories,
    registryPolicies: readRegistryPolicies(byAddress, locations),
    creationTemplates: readCreationTemplates(byAddress, locations),
    unknowns: [
      ...file.notes,
      ...file.opaque.map(({ address }) => `${address}: what is in the module is in no file`),
      ...notJudged,
    ],
  };
}

function mostCommon(values: readonly (string | undefined)[]): string | undefined {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((left, right) => right[1] - left[1])[0]?.[0];
}

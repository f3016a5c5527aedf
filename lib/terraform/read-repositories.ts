import { parseArn } from "../aws/arn";
import { partitionOf } from "../aws/partition";
import { readDocument } from "./document";
import type { AttachedPolicy, InventoryRepository, RegistryPolicy } from "./inventory";
import type { Locations } from "./locations";
import type { TerraformResource } from "./resource";
import { text } from "./resource";
import { doubted } from "./role-draft";
import { tagsOf } from "./tags";
import { Unknown } from "./unknown";

type ByAddress = ReadonlyMap<string, TerraformResource>;

interface Draft {
  readonly name: string | undefined;
  readonly resource: TerraformResource;
  readonly policies: AttachedPolicy[];
}

/** The repositories of a file, those that it only refers to included, with their policies. */
export function readRepositories(byAddress: ByAddress, locations: Locations): readonly InventoryRepository[] {
  const drafts = new Map<string, Draft>();
  const idOf = (resource: TerraformResource, name: string | undefined) => {
    const { account, region } = locations.of(resource);
    return name === undefined ? resource.address : [account, region, name].join(" ");
  };
  for (const resource of byAddress.values()) {
    if (resource.type !== "aws_ecr_repository") continue;
    const name = text(resource, "name");
    const id = idOf(resource, name);
    if (!drafts.has(id) || resource.mode === "managed") drafts.set(id, { name, resource, policies: [] });
  }
  const atAddress = new Map([...drafts.values()].map((draft) => [draft.resource.address, draft]));
  for (const resource of byAddress.values()) {
    if (resource.type !== "aws_ecr_repository_policy") continue;
    const { found, isCertain } = find(resource, drafts, atAddress, idOf);
    const policy = {
      name: `repository policy ${resource.address}`,
      document: readDocument(resource.values.policy, byAddress),
    };
    for (const draft of found) {
      draft.policies.push(
        isCertain ? policy : doubted(policy, `which repository ${resource.address} belongs to is not known`),
      );
    }
  }
  return [...drafts.values()].map((draft) => finish(draft, locations));
}

function find(
  resource: TerraformResource,
  drafts: Map<string, Draft>,
  atAddress: ReadonlyMap<string, Draft>,
  idOf: (resource: TerraformResource, name: string) => string,
): { readonly found: readonly Draft[]; readonly isCertain: boolean } {
  const { repository } = resource.values;
  if (typeof repository === "string") {
    const id = idOf(resource, repository);
    const draft = drafts.get(id) ?? { name: repository, resource, policies: [] };
    drafts.set(id, draft);
    return { found: [draft], isCertain: resource.doubt === undefined };
  }
  const targets =
    repository instanceof Unknown
      ? repository.targets?.map(({ address }) => atAddress.get(address))
      : undefined;
  if (!targets?.length || targets.includes(undefined))
    return { found: [...drafts.values()], isCertain: false };
  const found = targets.filter((draft) => draft !== undefined);
  return { found, isCertain: found.length === 1 };
}

function finish({ name, resource, policies }: Draft, locations: Locations): InventoryRepository {
  const { account, region } = locations.of(resource);
  return {
    name: name ?? resource.address,
    address: resource.address,
    account,
    region,
    partition: parseArn(text(resource, "arn") ?? "")?.partition ?? partitionOf(region ?? ""),
    policy: policyOf(policies, resource),
    ...(resource.type === "aws_ecr_repository" && tagsOf(resource)),
    unnamed: name === undefined,
  };
}

/** A repository has one policy: two resources for it overwrite each other, and of a repository outside the file none is known. */
function policyOf(
  policies: readonly AttachedPolicy[],
  resource: TerraformResource,
): AttachedPolicy | undefined {
  if (policies.length > 1)
    return { name: "repository policy", document: new Unknown(`${policies.length} resources may set it`) };
  if (policies.length || resource.mode === "managed") return policies[0];
  return {
    name: "repository policy",
    document: new Unknown(`the policy of ${resource.address} is in no file`),
  };
}

/** What a registry policy is asked about in both of its scopes. */
const ALWAYS_REACHED = ["ecr:ReplicateImage", "ecr:BatchImportUpstreamImage", "ecr:CreateRepository"];

/** @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry-permissions.html */
export function readRegistryPolicies(byAddress: ByAddress, locations: Locations): readonly RegistryPolicy[] {
  return [...byAddress.values()]
    .filter(({ type, mode }) => type === "aws_ecr_registry_policy" && mode === "managed")
    .map((resource) => ({
      name: `registry policy ${resource.address}`,
      document: readDocument(resource.values.policy, byAddress),
      doubt: "whether a registry policy reaches this action depends on the account's registry policy scope",
      certainFor: ALWAYS_REACHED,
      ...locations.of(resource),
    }));
}

import { formatArn, parseArn } from "../aws/arn";
import { partitionOf } from "../aws/partition";
import { addInlinePolicy, attach, attachmentsOf } from "./attachments";
import { Detached } from "./detached";
import { readDocument } from "./document";
import type { AttachedPolicy, InventoryRole } from "./inventory";
import type { Locations } from "./locations";
import { addOwnPolicies } from "./own-policies";
import { ManagedPolicies } from "./policies";
import type { OpaqueModule, TerraformFile, TerraformResource } from "./resource";
import { list, text } from "./resource";
import { type RoleDraft, RoleDrafts, doubted } from "./role-draft";
import { tagsOf } from "./tags";
import { Unknown } from "./unknown";

/** The roles of a file with every policy that reaches them. */
export function readRoles(
  file: TerraformFile,
  byAddress: ReadonlyMap<string, TerraformResource>,
  locations: Locations,
): readonly InventoryRole[] {
  const policies = new ManagedPolicies(byAddress, locations);
  const drafts = new RoleDrafts(byAddress.values());
  const detached = new Detached(file.removed, byAddress.values(), policies);
  for (const resource of byAddress.values()) {
    if (resource.mode === "data") continue;
    for (const attachment of attachmentsOf(resource)) attach(attachment, drafts, policies);
    if (resource.type === "aws_iam_role_policy") addInlinePolicy(resource, drafts, byAddress);
  }
  for (const draft of drafts.all()) {
    addOwnPolicies(draft, policies, byAddress, detached);
    addExclusiveNames(draft, detached);
  }
  return drafts
    .all()
    .map((draft) => finish(draft, { policies, byAddress, locations, detached, opaque: file.opaque }));
}

interface Context {
  readonly policies: ManagedPolicies;
  readonly byAddress: ReadonlyMap<string, TerraformResource>;
  readonly locations: Locations;
  readonly detached: Detached;
  readonly opaque: readonly OpaqueModule[];
}

function addExclusiveNames(draft: RoleDraft, detached: Detached): void {
  for (const name of detached.inlineNames(draft.name)) {
    if (draft.inline.some((policy) => policy.name === name)) continue;
    draft.inline.push({ name, document: new Unknown(`the text of the inline policy ${name} is in no file`) });
  }
}

function finish(draft: RoleDraft, context: Context): InventoryRole {
  const { resource, name } = draft;
  const { account, region } = resource
    ? context.locations.of(resource)
    : { account: undefined, region: undefined };
  const partition = parseArn(text(resource, "arn") ?? "")?.partition ?? partitionOf(region ?? "");
  return {
    name: name ?? draft.address,
    address: draft.address,
    arn: arnOf(draft, partition, account),
    path: pathOf(draft),
    account,
    partition,
    identity: identityOf(draft, context),
    boundary: boundaryOf(draft, context),
    trust: resource
      ? readDocument(resource.values.assume_role_policy, context.byAddress)
      : new Unknown("the role is in no file"),
    ...(resource && tagsOf(resource)),
  };
}

function identityOf(draft: RoleDraft, { detached, opaque }: Context): readonly AttachedPolicy[] {
  const { resource, name } = draft;
  const exclusive =
    resource?.configured?.has("managed_policy_arns") && !resource.isNew
      ? new Set(list(resource.values.managed_policy_arns))
      : undefined;
  const managed = draft.managed.map((policy) => {
    if (name !== undefined && detached.excludes(name, policy.key))
      return doubted(policy, "another resource attaches exclusively and leaves it out");
    if (exclusive && !exclusive.has(policy.key))
      return doubted(policy, "the role's managed_policy_arns is exclusive and leaves it out");
    return policy;
  });
  const identity: AttachedPolicy[] = [...managed, ...draft.inline].map(({ name, document, doubt }) => ({
    name,
    document,
    doubt,
  }));
  if (!resource || resource.mode === "data")
    identity.push({
      name: "others",
      document: new Unknown(`what else is attached to ${name} is in no file`),
    });
  for (const module of opaque.filter(({ inputs }) => mentions(inputs, draft))) {
    identity.push({
      name: module.address,
      document: new Unknown(`${module.address} is given the role, its content is in no file`),
    });
  }
  return identity;
}

/** The boundary may be a policy of the file, one of AWS's, or nowhere: then it is unknown what it leaves. */
function boundaryOf({ resource, address }: RoleDraft, { policies }: Context): AttachedPolicy | undefined {
  if (!resource)
    return { name: "boundary", document: new Unknown("whether the role has a boundary is in no file") };
  const arn = resource.values.permissions_boundary;
  if (arn === undefined || arn === null || arn === "") return undefined;
  const found = policies.find(arn, `${address}.permissions_boundary`);
  if (found.length === 1) return { name: found[0]!.name, document: found[0]!.document };
  return {
    name: `${address}.permissions_boundary`,
    document: new Unknown("which policy is its boundary is not known"),
  };
}

function arnOf(
  { resource, name }: RoleDraft,
  partition: string,
  account: string | undefined,
): string | undefined {
  const written = resource && text(resource, "arn");
  const path = pathOf({ resource });
  if (written !== undefined || account === undefined || name === undefined || typeof path !== "string")
    return written;
  return formatArn({ partition, service: "iam", region: "", account, resource: `role${path}${name}` });
}

function pathOf({ resource }: Pick<RoleDraft, "resource">): InventoryRole["path"] {
  const path = resource?.values.path;
  if (typeof path === "string" || path instanceof Unknown || !resource) return path as InventoryRole["path"];
  return resource.mode === "data" ? undefined : "/";
}

/** Is the role among what a module is given: its name, its ARN, or a reference to it? */
function mentions(value: unknown, draft: RoleDraft): boolean {
  if (value instanceof Unknown) {
    return (
      (value.targets ?? []).some(({ address }) => address === draft.address) ||
      (value.parts ?? []).some((part) => part instanceof Unknown && mentions(part, draft))
    );
  }
  if (typeof value === "string")
    return draft.name !== undefined && (value === draft.name || value.endsWith(`/${draft.name}`));
  return (
    typeof value === "object" && value !== null && Object.values(value).some((one) => mentions(one, draft))
  );
}

import { readDocument } from "./document";
import type { AttachedPolicy } from "./inventory";
import type { ManagedPolicies } from "./policies";
import type { TerraformResource } from "./resource";
import { members, text } from "./resource";
import { type RoleDrafts, doubted } from "./role-draft";

type ByAddress = ReadonlyMap<string, TerraformResource>;

/** What an attachment attaches, and to which roles: several only when the file does not say which. */
export interface Attachment {
  readonly resource: TerraformResource;
  readonly role: unknown;
  readonly policy: unknown;
}

/** Every resource that attaches managed policies, as single attachments. */
export function attachmentsOf(resource: TerraformResource): readonly Attachment[] {
  const { values } = resource;
  switch (resource.type) {
    case "aws_iam_role_policy_attachment":
      return [{ resource, role: values.role, policy: values.policy_arn }];
    case "aws_iam_policy_attachment":
      return members(values.roles).map((role) => ({ resource, role, policy: values.policy_arn }));
    case "aws_iam_role_policy_attachments_exclusive":
      return members(values.policy_arns).map((policy) => ({ resource, role: values.role_name, policy }));
    default:
      return [];
  }
}

/** Attaches to the role that is named, or in doubt to each that may be. */
export function attach(
  { resource, role, policy }: Attachment,
  drafts: RoleDrafts,
  policies: ManagedPolicies,
): void {
  const found = policies.find(policy, resource.address);
  const { roles, isCertain } = drafts.find(role, resource.provider);
  for (const draft of roles) {
    for (const one of found) {
      draft.managed.push(inDoubt(one, resource, isCertain, "attaches it to"));
    }
  }
}

/** `aws_iam_role_policy`: an inline policy as a resource of its own. */
export function addInlinePolicy(resource: TerraformResource, drafts: RoleDrafts, byAddress: ByAddress): void {
  const policy = {
    name: text(resource, "name") ?? resource.address,
    document: readDocument(resource.values.policy, byAddress),
  };
  const { roles, isCertain } = drafts.find(resource.values.role, resource.provider);
  for (const draft of roles) {
    draft.inline.push(inDoubt(policy, resource, isCertain, "belongs to"));
  }
}

function inDoubt<Policy extends AttachedPolicy>(
  policy: Policy,
  resource: TerraformResource,
  isCertain: boolean,
  verb: string,
): Policy {
  const which = isCertain ? undefined : `which role ${resource.address} ${verb} is not known`;
  const doubt = which ?? (resource.doubt && `${resource.address}: ${resource.doubt}`);
  return doubt === undefined ? policy : doubted(policy, doubt);
}

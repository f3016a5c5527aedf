import { attachmentsOf } from "./attachments";
import type { ManagedPolicies } from "./policies";
import type { TerraformResource } from "./resource";
import { members, text } from "./resource";
import type { RoleDraft } from "./role-draft";

/** What read-back attributes may still list although it is gone: removed by the plan, or excluded by an exclusive resource. */
export class Detached {
  private readonly managedOfRole = new Map<string, Set<string>>();
  private readonly inlineOfRole = new Map<string, Set<string>>();
  private readonly onlyManaged = new Map<string, ReadonlySet<string>>();
  private readonly onlyInline = new Map<string, ReadonlySet<string>>();
  private readonly onlyRoles = new Map<string, ReadonlySet<string>>();

  constructor(
    removed: readonly TerraformResource[],
    resources: Iterable<TerraformResource>,
    policies: ManagedPolicies,
  ) {
    for (const resource of removed) {
      if (resource.type === "aws_iam_role_policy")
        add(this.inlineOfRole, text(resource, "role"), text(resource, "name"));
      if (resource.type === "aws_iam_role_policy_attachments_exclusive") continue;
      for (const { role, policy } of attachmentsOf(resource))
        add(this.managedOfRole, String(role), String(policy));
    }
    for (const resource of resources) this.addExclusive(resource, policies);
  }

  private addExclusive(resource: TerraformResource, policies: ManagedPolicies): void {
    const role = text(resource, "role_name");
    if (resource.type === "aws_iam_role_policy_attachments_exclusive" && role !== undefined) {
      const keys = members(resource.values.policy_arns).flatMap((arn) =>
        policies.find(arn, resource.address),
      );
      this.onlyManaged.set(role, new Set(keys.map(({ key }) => key)));
    }
    if (resource.type === "aws_iam_role_policies_exclusive" && role !== undefined) {
      this.onlyInline.set(role, new Set(members(resource.values.policy_names).map(String)));
    }
    if (resource.type === "aws_iam_policy_attachment") {
      const roles = members(resource.values.roles);
      const names = new Set(roles.filter((one) => typeof one === "string"));
      if (names.size !== roles.length) return;
      for (const { key } of policies.find(resource.values.policy_arn, resource.address))
        this.onlyRoles.set(key, names);
    }
  }

  managed({ name }: RoleDraft, key: string): boolean {
    if (name === undefined) return false;
    if (this.managedOfRole.get(name)?.has(key)) return true;
    return this.excludes(name, key);
  }

  /** Does an exclusive resource take the policy away from the role? */
  excludes(name: string, key: string): boolean {
    const only = this.onlyManaged.get(name);
    const roles = this.onlyRoles.get(key);
    return (only !== undefined && !only.has(key)) || (roles !== undefined && !roles.has(name));
  }

  inline({ name }: RoleDraft, policy: string): boolean {
    if (name === undefined) return false;
    const only = this.onlyInline.get(name);
    return (this.inlineOfRole.get(name)?.has(policy) ?? false) || (only !== undefined && !only.has(policy));
  }

  /** The inline policies that the role must have, whether the file holds their text or not. */
  inlineNames(name: string | undefined): Iterable<string> {
    return (name === undefined ? undefined : this.onlyInline.get(name)) ?? [];
  }
}

function add(map: Map<string, Set<string>>, key: string | undefined, value: string | undefined): void {
  if (key === undefined || value === undefined) return;
  map.set(key, (map.get(key) ?? new Set()).add(value));
}

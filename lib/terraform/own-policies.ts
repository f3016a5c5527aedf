import { readDocument } from "./document";
import type { Detached } from "./detached";
import type { AttachedPolicy } from "./inventory";
import { isObject } from "./json";
import type { ManagedPolicies } from "./policies";
import type { TerraformResource } from "./resource";
import { members } from "./resource";
import { type RoleDraft, doubted } from "./role-draft";
import { Unknown } from "./unknown";

type OwnAttribute = "managed_policy_arns" | "inline_policy";

const READ_BACK: Readonly<Record<OwnAttribute, string>> = {
  managed_policy_arns:
    "only the role's own managed_policy_arns lists it, which was read back from AWS and may be stale",
  inline_policy: "only the role's own inline_policy lists it, which was read back from AWS and may be stale",
};

/**
 * The policies in the role's own attributes. What is configured counts; what was read back counts where an attachment
 * says so too, and is in doubt elsewhere: it may be attached by hand, or detached since.
 */
export function addOwnPolicies(
  draft: RoleDraft,
  policies: ManagedPolicies,
  byAddress: ReadonlyMap<string, TerraformResource>,
  detached: Detached,
): void {
  const { resource } = draft;
  if (!resource) return;
  const arns = ownEntries(resource, "managed_policy_arns");
  for (const policy of arns.entries.flatMap((arn) =>
    policies.find(arn, `${resource.address}.managed_policy_arns`),
  )) {
    if (arns.configured) draft.managed.push(policy);
    else if (
      !detached.managed(draft, policy.key) &&
      !draft.managed.some(({ key, doubt }) => key === policy.key && !doubt)
    ) {
      draft.managed.push(doubted(policy, READ_BACK.managed_policy_arns));
    }
  }
  const blocks = ownEntries(resource, "inline_policy");
  for (const policy of blocks.entries.flatMap((block) => inlineBlock(block, resource, byAddress))) {
    if (blocks.configured) draft.inline.push(policy);
    else if (!detached.inline(draft, policy.name) && !draft.inline.some(({ name }) => name === policy.name)) {
      draft.inline.push(doubted(policy, READ_BACK.inline_policy));
    }
  }
}

/** A new role has nothing to read back: what it holds is configured, and an unset attribute is merely not computed yet. */
function ownEntries(
  resource: TerraformResource,
  attribute: OwnAttribute,
): { entries: readonly unknown[]; configured: boolean } {
  const value = resource.values[attribute];
  const configured = resource.configured?.has(attribute) ?? false;
  if (resource.isNew && !configured && value instanceof Unknown) return { entries: [], configured: true };
  return { entries: members(value), configured: configured || resource.isNew };
}

function inlineBlock(
  block: unknown,
  { address }: TerraformResource,
  byAddress: ReadonlyMap<string, TerraformResource>,
): AttachedPolicy[] {
  const where = `${address}.inline_policy`;
  if (block instanceof Unknown) return [{ name: where, document: block }];
  if (!isObject(block) || !block.policy) return [];
  return [
    {
      name: typeof block.name === "string" ? block.name : where,
      document: readDocument(block.policy, byAddress),
    },
  ];
}

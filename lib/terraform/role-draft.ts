import type { AttachedPolicy } from "./inventory";
import type { IdentifiedPolicy } from "./policies";
import type { TerraformResource } from "./resource";
import { text } from "./resource";
import { Unknown } from "./unknown";

/** A role while its policies are gathered. */
export interface RoleDraft {
  readonly address: string;
  readonly name: string | undefined;
  /** Undefined for a role that the file attaches to but does not hold. */
  readonly resource: TerraformResource | undefined;
  readonly managed: IdentifiedPolicy[];
  readonly inline: AttachedPolicy[];
}

/** The roles that are named, or among which is the one that is named. */
export interface FoundRoles {
  readonly roles: readonly RoleDraft[];
  readonly isCertain: boolean;
}

function certainIfOne(roles: readonly RoleDraft[]): FoundRoles {
  return { roles, isCertain: roles.length === 1 };
}

/** The roles of a file, found by name or by reference. */
export class RoleDrafts {
  private readonly byAddress = new Map<string, RoleDraft>();
  private readonly byName = new Map<string, RoleDraft[]>();

  constructor(resources: Iterable<TerraformResource>) {
    const found = [...resources].filter(({ type }) => type === "aws_iam_role");
    for (const resource of found.filter(({ mode }) => mode === "managed")) this.addResource(resource);
    for (const resource of found.filter(({ mode }) => mode === "data")) {
      const same = this.byName.get(nameOf(resource) ?? "");
      if (same?.length === 1) this.byAddress.set(resource.address, same[0]!);
      else this.addResource(resource);
    }
  }

  private addResource(resource: TerraformResource): void {
    this.add({ address: resource.address, name: nameOf(resource), resource, managed: [], inline: [] });
  }

  private add(draft: RoleDraft): RoleDraft {
    this.byAddress.set(draft.address, draft);
    if (draft.name !== undefined)
      this.byName.set(draft.name, [...(this.byName.get(draft.name) ?? []), draft]);
    return draft;
  }

  all(): readonly RoleDraft[] {
    return [...new Set(this.byAddress.values())];
  }

  /** The roles that an attribute such as `role` can name; a name that the file does not hold is a role outside of it. */
  find(value: unknown, provider: string | undefined): FoundRoles {
    if (typeof value === "string") return certainIfOne(this.named(value, provider));
    const targets = value instanceof Unknown ? value.targets : undefined;
    const drafts = targets?.map(({ address }) => this.byAddress.get(address));
    if (!drafts?.length || drafts.includes(undefined)) return { roles: this.all(), isCertain: false };
    return certainIfOne(drafts.filter((draft) => draft !== undefined));
  }

  private named(name: string, provider: string | undefined): readonly RoleDraft[] {
    const drafts = this.byName.get(name) ?? [];
    const same = drafts.filter((draft) => draft.resource?.provider === provider);
    if (same.length === 1) return same;
    if (drafts.length) return drafts;
    return [this.add({ address: `role ${name}`, name, resource: undefined, managed: [], inline: [] })];
  }
}

function nameOf(resource: TerraformResource): string | undefined {
  return text(resource, "name") ?? text(resource, "id");
}

/** The same policy, in doubt for this reason too. */
export function doubted<Policy extends AttachedPolicy>(policy: Policy, reason: string): Policy {
  return { ...policy, doubt: policy.doubt ?? reason };
}

import type { Inventory, InventoryRole } from "../terraform/inventory";
import { type Audience, audienceOf, concerns } from "./audience";
import type { MatrixRepository } from "./repository-index";
import type { RepositoryClasses } from "./role-blocks";

const NOBODY: Audience = { everybody: false, names: [] };

interface Kind {
  /** What beside its policy tells the repository from others. */
  readonly rest: string;
  readonly audience: Audience;
  readonly policy: string;
  readonly members: number[];
}

/** Sorts repositories by what stands on their own side; for a role, policies that cannot concern it count as none. */
export class Classes {
  private readonly kinds: readonly Kind[];
  private readonly cache = new Map<string, RepositoryClasses>();

  constructor(repositories: readonly MatrixRepository[], inventory: Inventory) {
    const usesTags = mentionsTags(inventory);
    const kinds = new Map<string, Kind>();
    repositories.forEach(({ inventory: found, declared }, place) => {
      const { policy } = found ?? {};
      const tags = usesTags && found?.tags;
      const rest = JSON.stringify([
        found === undefined,
        found?.unnamed,
        found?.account,
        found?.region,
        declared,
        tags,
      ]);
      const text = policy ? JSON.stringify(policy.document) + (policy.doubt ?? "") : "";
      const key = `${rest} ${text}`;
      const kind = kinds.get(key) ?? {
        rest,
        policy: text,
        audience: policy ? audienceOf(policy) : NOBODY,
        members: [],
      };
      kind.members.push(place);
      kinds.set(key, kind);
    });
    this.kinds = [...kinds.values()];
  }

  /** The classes that a role can tell apart; members in ascending order. */
  forRole(role: InventoryRole | undefined): RepositoryClasses {
    const labels = this.kinds.map(
      ({ rest, policy, audience }) => `${rest} ${role && policy && concerns(audience, role) ? policy : ""}`,
    );
    const key = role ? this.kinds.map(({ audience }) => (concerns(audience, role) ? "1" : "0")).join("") : "";
    let classes = this.cache.get(key);
    if (!classes) {
      const merged = new Map<string, number[]>();
      this.kinds.forEach(({ members }, number) => {
        const label = labels[number]!;
        merged.set(label, [...(merged.get(label) ?? []), ...members]);
      });
      classes = [...merged.values()].map((members) => members.sort((a, b) => a - b));
      this.cache.set(key, classes);
    }
    return classes;
  }
}

function mentionsTags({ roles, repositories, registryPolicies }: Inventory): boolean {
  const documents = [
    ...roles.flatMap(({ identity, boundary }) => [...identity, ...(boundary ? [boundary] : [])]),
    ...repositories.flatMap(({ policy }) => policy ?? []),
    ...registryPolicies,
  ];
  return documents.some(({ document }) => /ResourceTag\//i.test(JSON.stringify(document) ?? ""));
}

import type { CellGroup } from "./group";

const MOST_NAMES = 4;

export const namespaceOf = (repository: string) => repository.split("/", 1)[0]!;

/** Names sets of repositories shortly, knowing all that there are. */
export class RepositoryNames {
  private readonly total: number;
  private readonly counts = new Map<string, number>();

  constructor(all: readonly string[]) {
    const names = all.filter((name) => name !== "*");
    this.total = names.length;
    for (const name of names)
      this.counts.set(namespaceOf(name), (this.counts.get(namespaceOf(name)) ?? 0) + 1);
  }

  /**
   * Their names; whole namespaces as `team-a/* (12)`; and once that is too long `all others (468)` if they are most of all,
   * else the first of them and how many there are.
   */
  of({ size, repositories }: Pick<CellGroup, "size" | "repositories">): string {
    if (size > MOST_NAMES && size === this.total) return `all (${size})`;
    if (size > MOST_NAMES && size * 2 > this.total) return `all others (${size})`;
    const names = repositories();
    const counts = new Map<string, number>();
    for (const name of names) counts.set(namespaceOf(name), (counts.get(namespaceOf(name)) ?? 0) + 1);
    const label = (name: string) => {
      const namespace = namespaceOf(name);
      const count = counts.get(namespace)!;
      return count > 1 && name.includes("/") && count === this.counts.get(namespace)
        ? `${namespace}/* (${count})`
        : name;
    };
    const labels = [...new Set(names.map(label))];
    if (labels.length <= MOST_NAMES) return labels.join(", ");
    const more = labels.length - MOST_NAMES + 1;
    return `${labels.slice(0, MOST_NAMES - 1).join(", ")} and ${more} more (${size} repositories)`;
  }
}

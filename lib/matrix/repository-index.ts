import { repositoryArn } from "../aws/arn";
import type { InventoryRepository } from "../terraform/inventory";
import { globExpression } from "./glob-expression";

/** A repository of the matrix: in FROM, declared, or both. */
export interface MatrixRepository {
  readonly name: string;
  readonly inventory?: InventoryRepository;
  readonly declared: boolean;
}

export type Matches = ReadonlySet<number> | "all";

/** The repositories, found by pattern: cost follows what a pattern matches, not how many repositories there are. */
export class RepositoryIndex {
  private readonly sorted: readonly number[];
  private readonly byPattern = new Map<string, Matches>();

  constructor(
    readonly repositories: readonly MatrixRepository[],
    private readonly location: { readonly account: string; readonly region: string },
  ) {
    this.sorted = repositories
      .map((_, index) => index)
      .sort((a, b) => (this.name(a) < this.name(b) ? -1 : 1));
  }

  private name(index: number): string {
    return this.repositories[index]!.name;
  }

  /** The repositories whose ARN an IAM pattern matches. */
  matchingArn(pattern: string): Matches {
    const known = this.byPattern.get(pattern);
    if (known) return known;
    const expression = globExpression(pattern);
    const prefix = /^[^:]*(?::[^:]*){4}:repository\/([^*?]*)/.exec(pattern)?.[1] ?? "";
    const matching = new Set(this.withPrefix(prefix).filter((index) => expression.test(this.arn(index))));
    const matches: Matches = matching.size === this.repositories.length ? "all" : matching;
    this.byPattern.set(pattern, matches);
    return matches;
  }

  /** The repositories that `team-a/*` or `team-a/alpine` of a grant names. */
  named(name: string): readonly number[] {
    if (name.endsWith("/*")) return this.withPrefix(name.slice(0, -1));
    return this.withPrefix(name).filter((index) => this.name(index) === name);
  }

  private arn(index: number): string {
    const { name, inventory } = this.repositories[index]!;
    const {
      account = this.location.account,
      region = this.location.region,
      partition = "aws",
    } = inventory ?? {};
    return repositoryArn({ partition, account, region }, name);
  }

  private withPrefix(prefix: string): readonly number[] {
    const start = this.firstAtLeast(prefix);
    let end = start;
    while (end < this.sorted.length && this.name(this.sorted[end]!).startsWith(prefix)) end++;
    return this.sorted.slice(start, end);
  }

  private firstAtLeast(prefix: string): number {
    let [low, high] = [0, this.sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.name(this.sorted[middle]!) < prefix) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

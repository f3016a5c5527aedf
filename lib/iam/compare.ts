import { Comparison, isRegistryLevel, readBound } from "./compare/comparison";
import type { RegionAnswer } from "./compare/region-question";
import type { AccessScope, Change } from "./compare/scope";
import { TooManyStates, walkRegions, type Region } from "./compare/walk";
import { readCaller } from "./caller";
import type { PolicySet } from "./types";

export type { AccessScope, Change } from "./compare/scope";

const ACTION = /^[a-z0-9-]+:[a-z0-9]+$/i;

/**
 * What a caller may do with `head` and not with `base` (`gained`), and the other way round (`lost`), over every request:
 * every repository name that ECR takes, existing or not, and every value of the condition keys that are not known.
 * `none` and `some` are certain.
 *
 * AWS's counterpart is Access Analyzer's check for new access; it takes one policy at a time.
 * @see https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_CheckNoNewAccess.html
 * @throws Error when no repository's ARN matches `scope.resources`, or the scope is no question otherwise
 */
export function compareAccess(
  base: PolicySet,
  head: PolicySet,
  scope: AccessScope,
): { gained: Change; lost: Change } {
  checkScope(scope);
  const gained = new ChangeFinder();
  const lost = new ChangeFinder();
  const ask = (comparison: Comparison, actions: readonly string[], regions: readonly Region[]) => {
    for (const region of regions) {
      for (const action of actions) {
        if (gained.isFound && lost.isFound) return;
        const question = comparison.ask(action, region);
        if (!gained.isFound) gained.add(question.gained, { action, resource: region.resource });
        if (!lost.isFound) lost.add(question.lost, { action, resource: region.resource });
      }
    }
  };
  if (!scope.sides && JSON.stringify(base) === JSON.stringify(head))
    return { gained: gained.change, lost: lost.change };
  const onRepositories = scope.actions.filter((action) => !isRegistryLevel(action));
  if (onRepositories.length) {
    const comparison = new Comparison(base, head, scope, scope.resourceAccountId);
    try {
      ask(comparison, onRepositories, comparison.repositories());
    } catch (error) {
      if (!(error instanceof TooManyStates)) throw error;
      const answer = { verdict: "possible", because: [error.message] } as const;
      for (const finder of [gained, lost]) finder.add(answer, { action: "", resource: "" });
    }
  }
  const onRegistry = scope.actions.filter(isRegistryLevel);
  if (onRegistry.length) {
    const [own, other] = [base, head].map((set) => ({ ...set, resource: null, resourceType: null }));
    const comparison = new Comparison(own!, other!, scope, scope.principal.accountId);
    ask(comparison, onRegistry, [comparison.registry()]);
  }
  return { gained: gained.change, lost: lost.change };
}

function checkScope({ principal, actions, resources, resourceAccountId }: AccessScope): void {
  if (!readCaller(principal))
    throw new Error(`scope.principal.arn must be the ARN of a session or a user, got "${principal.arn}"`);
  const unfit = actions.find((action) => !ACTION.test(action));
  if (unfit !== undefined)
    throw new Error(`scope.actions must be exact names such as ecr:ListImages, got "${unfit}"`);
  if (!walkRegions(resourceAccountId, readBound(resources), []).length) {
    throw new Error(
      `scope.resources must match the ARN of some repository of account ${resourceAccountId}, got "${resources}"`,
    );
  }
}

/** The answers of all regions, taken together: what is certain comes first. */
class ChangeFinder {
  private found: Change | undefined;
  private readonly doubts = new Set<string>();

  get isFound(): boolean {
    return this.found !== undefined;
  }

  add({ verdict, because }: RegionAnswer, witness: NonNullable<Change["witness"]>): void {
    if (verdict === "some")
      this.found = { verdict, witness, ...(because.length && { because: [...because] }) };
    if (verdict === "possible") because.forEach((doubt) => this.doubts.add(doubt));
  }

  get change(): Change {
    if (this.found) return this.found;
    return this.doubts.size ? { verdict: "possible", because: [...this.doubts].sort() } : { verdict: "none" };
  }
}

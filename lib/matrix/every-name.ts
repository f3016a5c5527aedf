import { ecrActions } from "../aws/ecr-actions";
import { assumedRoleArn } from "../aws/arn";
import { Comparison } from "../iam/compare/comparison";
import type { AccessScope } from "../iam/compare/scope";
import { TooManyStates, type Region } from "../iam/compare/walk";
import type { PolicySet } from "../iam/types";
import { SESSION } from "./session";
import { Collected, MATCHING } from "./every-name/collected";
import { globExpression } from "./glob-expression";

/** The same change of access for every repository that a pattern matches, but for some. */
export interface NameChange {
  readonly direction: "gained" | "lost";
  readonly certain: boolean;
  readonly actions: readonly string[];
  /** `team-b/*`; outside the question's own region the whole ARN pattern; `*` for actions without a repository. */
  readonly pattern: string;
  /** Patterns within it to which the change does not apply. */
  readonly except: readonly string[];
  /** The shortest repository ARN of them, existing or not; `*` for actions without a repository. */
  readonly witness: string;
  /** The conditions on which it hangs. */
  readonly because: readonly string[];
  /** The statement that allows the witness: `ecr_access_testing, statement 1`. */
  readonly statement?: string;
}

/** Where and for whom. */
export interface NameQuestion {
  readonly principal: AccessScope["principal"];
  readonly location: {
    readonly partition: string;
    readonly region: string | undefined;
    readonly account: string;
  };
  /** Condition keys of the request that are known. */
  readonly context?: AccessScope["context"];
  /** Those that are known on each side, and may differ. */
  readonly sides?: AccessScope["sides"];
  /** Those that the principal does not tell, because it stands for many. */
  readonly untold?: AccessScope["untold"];
  /** One repository, or a pattern such as `*` or `team-a/*`: names of this region, instead of all wherever policies reach. */
  readonly repository?: string;
}

export const ON_REPOSITORIES = ecrActions.filter(({ repository }) => repository).map(({ name }) => name);
const ON_REGISTRY = ecrActions.filter(({ repository }) => !repository).map(({ name }) => name);

/** A session of the role. */
export function sessionOf(role: string, account: string, partition: string): AccessScope["principal"] {
  const name = role.replace(/[^\w+=,.@-]/g, "_");
  return { arn: assumedRoleArn({ partition, account }, name, SESSION), accountId: account };
}

/** The ARN of a repository of the question, up to its name. */
export function homeOf({ location: { partition, region, account } }: Pick<NameQuestion, "location">): string {
  return `arn:${partition}:ecr:${region ?? "*"}:${account}:repository/`;
}

export function scopeOf(question: NameQuestion, resources: string): AccessScope {
  const { principal, location, context, sides, untold } = question;
  return {
    principal,
    actions: [],
    resources,
    resourceAccountId: location.account,
    ...(context && { context }),
    ...(sides && { sides }),
    ...(untold && { untold }),
  };
}

/** What `head` gives more or less than `base`, for every action and every name, as patterns. */
export function nameChanges(base: PolicySet, head: PolicySet, question: NameQuestion): NameChange[] {
  const { partition, region, account } = question.location;
  const home = homeOf(question);
  const everywhere = question.repository ?? "*";
  const onRepositories = new Comparison(base, head, scopeOf(question, home + everywhere), account);
  const changes = changesIn(onRepositories, () => onRepositories.repositories(), home, {
    everywhere,
    onlyHere: question.repository !== undefined,
  });
  if (question.repository !== undefined) return changes;
  if (region !== undefined && onRepositories.patternTexts.some((text) => leaves(text, region))) {
    const anywhere = `arn:${partition}:ecr:*:${account}:repository/*`;
    const elsewhere = new Comparison(base, head, scopeOf(question, anywhere), account);
    const regions = () => elsewhere.repositories().filter(({ resource }) => !resource.startsWith(home));
    const said = new Set(changes.map((change) => tell(change, "*")));
    const found = changesIn(elsewhere, regions, home, { everywhere: anywhere });
    const others = found.filter((change) => change.pattern !== anywhere || !said.has(tell(change, anywhere)));
    changes.push(...others.map((change) => beside(region, `${home}*`, change)));
  }
  const [own, other] = [base, head].map((set) => ({ ...set, resource: null }));
  const registry = new Comparison(own!, other!, scopeOf(question, `${home}*`), question.principal.accountId);
  return [...changes, ...changesIn(registry, () => [registry.registry()], home, { actions: ON_REGISTRY })];
}

/** Can the pattern match outside the region? */
function leaves(pattern: string, region: string): boolean {
  return pattern.split(":")[3] !== region;
}

/** A change in other regions than this one, of which the names are said apart. */
function beside(region: string, names: string, change: NameChange): NameChange {
  const regions = change.pattern.split(MATCHING).map((pattern) => pattern.split(":")[3] ?? "*");
  const isHere = regions.every((pattern) => globExpression(pattern).test(region));
  return isHere ? { ...change, except: [...change.except, names] } : change;
}

/** What a change says of the names of this pattern: of every name here and elsewhere it is said once. */
function tell({ direction, certain, actions, pattern, except, because }: NameChange, of: string): string {
  return JSON.stringify([direction, certain, actions, pattern === of, except, because]);
}

interface Asked {
  readonly actions?: readonly string[];
  /** What every name of the comparison is called. */
  readonly everywhere?: string;
  /** Are all names of one region? Then a pattern that matches in others too is said by its names. */
  readonly onlyHere?: boolean;
}

function changesIn(
  comparison: Comparison,
  regions: () => readonly Region[],
  home: string,
  { actions = ON_REPOSITORIES, everywhere = "*", onlyHere = false }: Asked = {},
): NameChange[] {
  const collected = new Collected(comparison, home, everywhere, onlyHere);
  try {
    const alike = comparison.alike(actions);
    for (const region of regions()) {
      for (const group of alike) {
        const question = comparison.ask(group[0]!, region);
        collected.add("gained", question.gained, group);
        collected.add("lost", question.lost, group);
      }
      collected.close(region);
    }
  } catch (error) {
    if (!(error instanceof TooManyStates)) throw error;
    const because = [error.message];
    const whole = { certain: false, actions, pattern: everywhere, except: [], witness: `${home}*`, because };
    return [
      { ...whole, direction: "gained" },
      { ...whole, direction: "lost" },
    ];
  }
  return collected.changes();
}

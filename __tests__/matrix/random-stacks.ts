/** Random stacks of two roles and three repositories, with tags and paths, and the evaluator's answers about them. */
import { evaluate } from "../../lib/iam/evaluate";
import type { PolicySet } from "../../lib/iam/types";
import { sessionOf } from "../../lib/matrix/every-name";
import { Random } from "../iam/differential-random";
import {
  ACCOUNT,
  allow,
  repositoryArn,
  roleArn,
  type SmallRepository,
  type SmallRole,
  type SmallStack,
} from "./small-stack";

export const ACTIONS = ["ecr:PutImage", "ecr:ListImages"];

const CONDITIONS: readonly (object | undefined)[] = [
  undefined,
  { StringEquals: { "aws:PrincipalTag/team": "a" } },
  { StringNotEquals: { "aws:principaltag/TEAM": ["a", "b"] } },
  { StringEquals: { "aws:ResourceTag/team": "a" } },
  { StringLike: { "ecr:ResourceTag/env": "p*" } },
  { StringEquals: { "aws:ResourceTag/team": "${aws:PrincipalTag/team}" } },
  { StringNotEqualsIfExists: { "aws:ResourceTag/team": "${aws:PrincipalTag/team, 'b'}" } },
  { Null: { "aws:PrincipalTag/env": "true" } },
  { Null: { "ecr:ResourceTag/env": false } },
  { ArnLike: { "aws:PrincipalArn": roleArn("*", "/ci/") } },
  { ArnNotEquals: { "aws:PrincipalArn": roleArn("r0") } },
];
const PATTERNS = [
  repositoryArn("*"),
  repositoryArn("a/*"),
  repositoryArn("${aws:PrincipalTag/team}/*"),
  repositoryArn("${aws:ResourceTag/team}/x"),
];

export class RandomStacks {
  /** @param teams the values of the tag that most conditions read */
  constructor(
    private readonly random: Random,
    private readonly teams: readonly string[] = ["a", "b"],
  ) {}

  pair(): { base: SmallStack; head: SmallStack } {
    const base = this.stack();
    const again = this.stack();
    const keep = this.random.chance(0.6);
    return { base, head: keep ? withNewTags(base, again) : again };
  }

  private stack(): SmallStack {
    const names = (list: readonly string[]) => list.filter(() => this.random.chance(0.85));
    return {
      roles: Object.fromEntries(names(["r0", "r1"]).map((name) => [name, this.role()])),
      repositories: Object.fromEntries(["a/x", "a/y", "b/x"].map((name) => [name, this.repository()])),
    };
  }

  private role(): SmallRole {
    const { random } = this;
    return {
      statements: random.times(0, 2, () => this.statement()),
      ...(random.chance(0.2) && { boundary: random.times(1, 2, () => this.statement()) }),
      ...(random.chance(0.8) && { tags: this.tags() }),
      path: random.pick(["/", "/", "/ci/"]),
    };
  }

  private repository(): SmallRepository {
    const { random } = this;
    const named = () => {
      const { Resource: _, ...statement } = this.statement();
      const name = random.pick(["r0", "r1"]);
      const principals = ["*", { AWS: ACCOUNT }, { AWS: roleArn(name) }, { AWS: roleArn(name, "/ci/") }];
      return { ...statement, Principal: random.pick(principals) };
    };
    return {
      ...(random.chance(0.5) && { policy: random.times(1, 2, named) }),
      ...(random.chance(0.8) && { tags: this.tags() }),
    };
  }

  private statement() {
    const { random } = this;
    const statement = allow(random.pick(ACTIONS), random.pick(CONDITIONS), random.pick(PATTERNS));
    return { ...statement, Effect: random.chance(0.75) ? "Allow" : "Deny" };
  }

  private tags(): object {
    const { random } = this;
    return {
      ...(random.chance(0.7) && { [random.pick(["team", "Team"])]: random.pick(this.teams) }),
      ...(random.chance(0.5) && { env: random.pick(["prod", "dev"]) }),
      ...(random.chance(0.3) && { other: random.pick(["1", "2"]) }),
    };
  }
}

/** The same roles and repositories with the tags and paths of others. */
function withNewTags({ roles, repositories }: SmallStack, other: SmallStack): SmallStack {
  const retagged = <Item extends { tags?: object; path?: string }>(
    items: Readonly<Record<string, Item>> = {},
    others: Readonly<Record<string, Item>> = {},
  ) =>
    Object.fromEntries(
      Object.entries(items).map(([name, { tags: _, ...item }]) => {
        const { tags, path } = others[name] ?? {};
        return [name, { ...item, ...(tags && { tags }), ...(path !== undefined && { path }) }];
      }),
    );
  return {
    roles: retagged(roles, other.roles),
    repositories: retagged(repositories, other.repositories),
  };
}

/** Asked of the evaluator, with the documents as they are written; undefined: AWS's pages leave it open. */
export function isAllowed(
  { roles, repositories }: SmallStack,
  who: string,
  action: string,
  name: string,
): boolean | undefined {
  const role = roles?.[who];
  if (!role) return false;
  const { policy, tags: own = {} } = repositories![name]!;
  const named = (statements: readonly object[]) => ({ Version: "2012-10-17", Statement: statements });
  const set: PolicySet = {
    identity: [{ name: "p", document: named(role.statements ?? []) }],
    ...(role.boundary && { boundary: [{ name: "b", document: named(role.boundary) }] }),
    ...(policy && { resource: named(policy), resourceType: "ecr-repository" }),
  };
  const keys = (prefix: string, tags: object = {}) =>
    Object.entries(tags).map(([key, value]) => [`${prefix}/${key}`, value] as const);
  const context = {
    "aws:PrincipalArn": roleArn(who, role.path),
    "aws:PrincipalAccount": ACCOUNT,
    "aws:ResourceAccount": ACCOUNT,
    "aws:RequestedRegion": "us-west-2",
    ...Object.fromEntries([
      ...keys("aws:PrincipalTag", role.tags),
      ...keys("aws:ResourceTag", own),
      ...keys("ecr:ResourceTag", own),
    ]),
  };
  const resource = repositoryArn(name);
  const principal = sessionOf(who, ACCOUNT, "aws");
  const request = { principal, action, resource, resourceAccountId: ACCOUNT, context };
  const { result, unsupported } = evaluate(request, set);
  return unsupported ? undefined : result === "Allowed";
}

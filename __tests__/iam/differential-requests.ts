import type { AuthorizationRequest } from "../../lib/iam/types";
import type { Random } from "./differential-random";

/** A small alphabet: matches are frequent, near misses abound. */
export const accounts = ["111111111111", "222222222222"] as const;
export const repositories = [
  "team-a/api",
  "team-a/web",
  "team-a-x/api",
  "team-b/api",
  "team-a/api/v*",
] as const;
export const roles = ["dev", "ci"] as const;
export const sessions = ["alice", "build"] as const;
export const users = ["ann", "Ann"] as const;
export const actions = [
  "ecr:ListImages",
  "ecr:BatchGetImage",
  "ecr:BatchDeleteImage",
  "ecr:PutImage",
] as const;

export const repositoryArn = (account: string, name: string, region = "us-west-2") =>
  `arn:aws:ecr:${region}:${account}:repository/${name}`;
export const roleArn = (account: string, name: string) => `arn:aws:iam::${account}:role/${name}`;
export const sessionArn = (account: string, role: string, session: string) =>
  `arn:aws:sts::${account}:assumed-role/${role}/${session}`;
export const userArn = (account: string, name: string) => `arn:aws:iam::${account}:user/${name}`;
export const rootArn = (account: string) => `arn:aws:iam::${account}:root`;

type Values = string | string[];

/** The values that a key of the context takes; conditions draw from the same ones. */
export const keys: Readonly<Record<string, readonly Values[]>> = {
  "aws:PrincipalTag/team": ["team-a", "team-b", "TEAM-A", "team-a/web", "a:b"],
  "aws:ResourceTag/team": ["team-a", "team-b", "Team-A"],
  "aws:PrincipalOrgID": ["o-aaaa", "o-bbbb"],
  "sts:ExternalId": ["x-1", "x-2", "X-1"],
  "aws:SourceArn": [
    repositoryArn(accounts[0], "team-a/api"),
    roleArn(accounts[0], "dev"),
    "arn:aws:s3:::b:c",
  ],
  "aws:SourceIp": ["10.0.0.1", "10.0.1.7", "192.168.1.7", "2001:db8::1", "2001:DB8:0:0:0:0:0:1"],
  "aws:CurrentTime": [
    "2026-01-01T00:00:00Z",
    "2026-01-01T01:00:00+01:00",
    "2026-06-01T12:30:00Z",
    "1767225600",
  ],
  "aws:TokenIssueTime": ["2025-12-31", "2026-01-01T00:00:00Z", "2026-06-02T00:00:00.5Z"],
  "aws:EpochTime": ["1767225600", "1767225601", "1780317000"],
  "aws:MultiFactorAuthAge": ["0", "10", "10.0", "11", "-3.5"],
  "aws:MultiFactorAuthPresent": ["true", "false"],
  "aws:SecureTransport": ["true", "false"],
  "app:Digest": ["QUJD", "QUJE", "QQ=="],
  "aws:TagKeys": [["team"], ["team", "cost"], ["owner"], ["team", "Team"], [], [""]],
  "aws:PrincipalOrgPaths": [["o-aaaa/r-1/ou-1/"], ["o-aaaa/r-1/ou-1/", "o-aaaa/r-1/ou-2/"], ["o-bbbb/r-2/"]],
  "app:Networks": [["10.0.0.1"], ["10.0.0.1", "192.168.1.7"]],
  "app:Arns": [[roleArn(accounts[0], "dev")], [roleArn(accounts[0], "dev"), userArn(accounts[1], "ann")]],
  "app:Counts": [["1", "2"], ["10"], ["10", "20"]],
  "app:Times": [["2026-01-01T00:00:00Z"], ["2026-01-01T00:00:00Z", "2026-06-01T00:00:00Z"]],
  "app:Flags": [["true"], ["true", "false"]],
  "app:Digests": [["QUJD"], ["QUJD", "QUJE"]],
};

/** A key's name as another author would write it. */
export const otherCase = (random: Random, text: string): string =>
  random.chance(0.85) ? text : random.chance(0.5) ? text.toLowerCase() : text.toUpperCase();

export type RequestKind = "repository" | "registry" | "assume-role";

export function request(random: Random, kind: RequestKind): AuthorizationRequest {
  const account = random.pick(accounts);
  const caller = principal(random, account);
  const other = random.pick(accounts);
  const owner = random.chance(0.7) || kind === "registry" ? account : other;
  const region = random.chance(0.9) ? "us-west-2" : "us-east-1";
  const asked = {
    repository: {
      action: random.pick(actions),
      resource: repositoryArn(owner, random.pick(repositories), region),
    },
    registry: {
      action: "ecr:GetAuthorizationToken",
      resource: random.chance(0.9) ? "*" : repositoryArn(owner, random.pick(repositories), region),
    },
    "assume-role": { action: "sts:AssumeRole", resource: roleArn(owner, random.pick(roles)) },
  }[kind];
  return {
    principal: { arn: caller.arn, accountId: account },
    action: otherCase(random, asked.action),
    resource: asked.resource,
    resourceAccountId: owner,
    context: context(random, {
      ...caller.keys,
      "aws:PrincipalAccount": account,
      "aws:ResourceAccount": owner,
    }),
  };
}

function principal(random: Random, account: string): { arn: string; keys: Record<string, string> } {
  const kind = random.next();
  if (kind < 0.08) return { arn: rootArn(account), keys: { "aws:PrincipalArn": rootArn(account) } };
  if (kind < 0.45) {
    const name = random.pick(users);
    const arn = userArn(account, name);
    return { arn, keys: { "aws:PrincipalArn": arn, "aws:username": name } };
  }
  const role = random.pick(roles);
  return {
    arn: sessionArn(account, role, random.pick(sessions)),
    keys: { "aws:PrincipalArn": roleArn(account, random.chance(0.9) ? role : `path/${role}`) },
  };
}

function context(random: Random, fixed: Record<string, string>): Record<string, Values> {
  const drawn = Object.entries(keys)
    .filter(() => random.chance(0.6))
    .map(([key, values]) => [otherCase(random, key), random.pick(values)] as const);
  const known = Object.entries(fixed).filter(() => random.chance(0.85));
  return Object.fromEntries<Values>([...known, ...drawn]);
}

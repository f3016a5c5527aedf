import type { AccessScope } from "../../lib/iam/compare";
import type { NamedPolicy, PolicySet } from "../../lib/iam/types";
import { Random } from "./differential-random";

const ACCOUNT = "111111111111";
const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/r/s`;
const USER = `arn:aws:iam::${ACCOUNT}:user/u`;

export const repository = (name: string) => `arn:aws:ecr:us-west-2:${ACCOUNT}:repository/${name}`;

/** A condition line, by the values that its key can usefully have; the last value of a key is one that no policy names. */
export const KEYS: Readonly<Record<string, readonly string[]>> = {
  "aws:PrincipalTag/t": ["a", "b", "z"],
  "aws:ResourceTag/t": ["a", "b", "z"],
  "aws:MultiFactorAuthPresent": ["true", "false"],
  "aws:SourceIp": ["10.1.2.3", "10.9.0.1", "198.51.100.7"],
  "aws:PrincipalArn": [`arn:aws:iam::${ACCOUNT}:role/r`, `arn:aws:iam::${ACCOUNT}:role/p/r`],
  "aws:TokenIssueTime": ["2020-01-01T00:00:00Z", "2030-01-01T00:00:00Z"],
};

type Line = readonly [operator: string, key: string, values: unknown];

const canonical = (key: string) => key.toLowerCase().replace("ecr:", "aws:");

const EXACT: readonly Line[] = [
  ["StringEquals", "aws:PrincipalTag/t", "a"],
  ["StringEquals", "aws:principaltag/T", ["a", "b"]],
  ["StringNotEquals", "aws:PrincipalTag/t", "a"],
  ["StringEqualsIfExists", "aws:PrincipalTag/t", "b"],
  ["StringNotEqualsIfExists", "aws:PrincipalTag/t", ["a", "b"]],
  ["StringLike", "aws:PrincipalTag/t", "*"],
  ["StringNotLike", "aws:PrincipalTag/t", "*"],
  ["Null", "aws:PrincipalTag/t", "true"],
  ["StringEquals", "aws:ResourceTag/t", "a"],
  ["StringLike", "ecr:ResourceTag/t", "b"],
  ["StringNotEquals", "ecr:ResourceTag/t", "a"],
  ["Null", "aws:ResourceTag/t", false],
  ["Bool", "aws:MultiFactorAuthPresent", true],
  ["BoolIfExists", "aws:MultiFactorAuthPresent", "false"],
  ["Bool", "aws:MultiFactorAuthPresent", "false"],
  ["StringEquals", "aws:PrincipalAccount", ACCOUNT],
  ["StringEquals", "aws:ResourceAccount", "222222222222"],
];

const OPEN: readonly Line[] = [
  ["IpAddress", "aws:SourceIp", "10.1.0.0/16"],
  ["IpAddress", "aws:SourceIp", ["10.0.0.0/8", "10.1.0.0/16"]],
  ["NotIpAddress", "aws:SourceIp", "10.0.0.0/8"],
  ["IpAddressIfExists", "aws:SourceIp", "10.0.0.0/8"],
  ["StringEquals", "aws:ResourceTag/t", "${aws:PrincipalTag/t}"],
  ["StringNotEquals", "aws:ResourceTag/t", "${aws:PrincipalTag/t, 'a'}"],
  ["StringLike", "aws:PrincipalTag/t", "?"],
  ["ForAllValues:StringEquals", "aws:PrincipalTag/t", ["a", "b"]],
  ["ForAnyValue:StringLike", "aws:PrincipalTag/t", "a*"],
  ["ForAnyValue:StringNotEquals", "aws:PrincipalTag/t", "a"],
  ["StringEqualsIgnoreCase", "aws:PrincipalTag/t", "A"],
  ["ArnLike", "aws:PrincipalArn", `arn:aws:iam::${ACCOUNT}:role/*`],
  ["ArnNotEquals", "aws:PrincipalArn", `arn:aws:iam::${ACCOUNT}:role/r`],
  ["DateLessThan", "aws:TokenIssueTime", "2025-01-01T00:00:00Z"],
  ["Bool", "aws:MultiFactorAuthPresent", "yes"],
  ["StringAlmost", "aws:PrincipalTag/t", "a"],
];

const PATTERNS = [
  "*",
  repository("*"),
  repository("a*"),
  repository("a/*"),
  repository("?"),
  repository("??"),
  repository("*b"),
  repository("b-a"),
  repository("a?a"),
  repository("*/a"),
  repository("aa"),
  "arn:aws:ecr:*:*:repository/a*",
  "arn:aws:ecr:eu-west-1:*:repository/*",
];
const ODD_PATTERNS = [
  repository("${aws:PrincipalTag/t}/*"),
  repository("${aws:PrincipalTag/t, 'b'}*"),
  repository("${aws:username}*"),
  "arn:aws:ecr:us-*",
  "arn:aws:ecr:*:repository/a*",
  "arn:aws:*:us-west-2:*:repository/*",
];
const ACTIONS = ["ecr:ListImages", "ecr:*", "*", "ecr:List*", "ecr:PutImage", "ecr:GetAuthorizationToken"];
const PRINCIPALS = [
  "*",
  { AWS: ACCOUNT },
  { AWS: `arn:aws:iam::${ACCOUNT}:role/r` },
  { AWS: SESSION },
  { AWS: [USER, "222222222222"] },
  { AWS: "arn:aws:iam::222222222222:root" },
];

export interface Kinds {
  /** Only what can be told exactly: `possible` must never be the answer. */
  readonly exact: boolean;
}

/** Random policy sets that use every element. */
export class RandomPolicies {
  private readonly lines: readonly Line[];

  constructor(
    readonly random: Random,
    private readonly kinds: Kinds,
  ) {
    const keys = [random, random].map((one) => canonical(one.pick(Object.keys(KEYS))));
    const lines = [...EXACT, ...(kinds.exact ? [] : OPEN)];
    const chosen = lines.filter((line) =>
      JSON.stringify(line)
        .match(/(aws|ecr):[a-z]+(\/t)?/gi)!
        .every((key) => keys.includes(canonical(key)) || /account|aws:iam/i.test(key)),
    );
    this.lines = chosen.length ? chosen : EXACT.slice(-2);
  }

  scope(): AccessScope {
    const { random } = this;
    return {
      principal: { arn: random.chance(0.7) ? SESSION : USER, accountId: ACCOUNT },
      actions: random.pick([["ecr:ListImages"], ["ecr:PutImage", "ecr:GetAuthorizationToken"]]),
      resources: random.pick([repository("*"), repository("*"), repository("a*")]),
      resourceAccountId: ACCOUNT,
    };
  }

  set(): PolicySet {
    const { random } = this;
    return {
      identity: this.policies(),
      ...(random.chance(0.15) && { boundary: this.policies() }),
      ...(random.chance(0.1) && { session: this.document(false) }),
      ...(random.chance(0.25) && {
        resource: this.document(true),
        resourceType: "ecr-repository" as const,
      }),
      ...(random.chance(0.1) && {
        scp: random.times(1, 2, (level) => ({ id: `${level}`, policies: this.policies() })),
      }),
      ...(random.chance(0.08) && { rcp: [{ id: "0", policies: [this.named(this.statements(true))] }] }),
      ...(random.chance(0.05) && { vpcEndpoint: [this.named(this.statements(true))] }),
    };
  }

  /** A set that differs a little from the given one. */
  near(set: PolicySet): PolicySet {
    return this.random.chance(0.3)
      ? this.set()
      : { ...set, identity: [...set.identity.slice(this.random.int(0, 1)), ...this.policies()] };
  }

  private policies(): NamedPolicy[] {
    return this.random.times(1, 2, () => this.named(this.statements(false)));
  }

  private named(statements: object[]): NamedPolicy {
    return { name: "p", document: this.versioned(statements) };
  }

  private document(ofResource: boolean): object {
    return this.versioned(this.statements(ofResource));
  }

  private versioned(statements: object[]): object {
    return {
      ...(this.random.chance(this.kinds.exact ? 1 : 0.9) && { Version: "2012-10-17" }),
      Statement: statements,
    };
  }

  private statements(ofResource: boolean): object[] {
    return this.random.times(1, 2, () => this.statement(ofResource));
  }

  statement(
    ofResource: boolean,
    effect: "Allow" | "Deny" = this.random.chance(0.7) ? "Allow" : "Deny",
  ): object {
    const { random } = this;
    const action = random.oneOrMore(2, () => random.pick(ACTIONS));
    const patterns = this.kinds.exact || random.chance(0.8) ? PATTERNS : ODD_PATTERNS;
    const resource = random.oneOrMore(3, () => random.pick(patterns));
    return {
      Effect: effect,
      ...(random.chance(0.85) ? { Action: action } : { NotAction: action }),
      ...(random.chance(0.8) ? { Resource: resource } : { NotResource: resource }),
      ...(ofResource && this.principal(effect)),
      ...(random.chance(0.45) && { Condition: this.condition() }),
    };
  }

  private principal(effect: "Allow" | "Deny"): object {
    const { random, kinds } = this;
    const principal = random.pick(kinds.exact ? PRINCIPALS.slice(1) : PRINCIPALS);
    const negated = random.chance(0.1) && (effect === "Deny" || !kinds.exact);
    return negated && !kinds.exact ? { NotPrincipal: principal } : { Principal: principal };
  }

  private condition(): object {
    const { random } = this;
    const condition: Record<string, Record<string, unknown>> = {};
    random.times(1, 2, () => {
      const [operator, key, values] = random.pick(this.lines);
      condition[operator] = { ...condition[operator], [key]: values };
    });
    return condition;
  }
}

import { accounts, keys, otherCase, roleArn, roles, userArn } from "./differential-requests";
import type { Random } from "./differential-random";

/** Condition elements with every operator, over keys whose values the requests carry too. */

const strings = [
  "aws:PrincipalTag/team",
  "aws:ResourceTag/team",
  "aws:PrincipalOrgID",
  "sts:ExternalId",
  "aws:username",
];
const arns = ["aws:PrincipalArn", "aws:SourceArn"];
const orders = ["Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals"];

interface Family {
  readonly operators: readonly string[];
  readonly single: readonly string[];
  readonly multiple: readonly string[];
  /** Ways in which only a policy writes such a value. */
  readonly more: readonly string[];
}

const stringVariables = [
  "${aws:PrincipalTag/team}",
  "${aws:ResourceTag/team, 'team-a'}",
  "${aws:username}",
  "team-a${*}",
];

const families: readonly Family[] = [
  {
    operators: ["StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase"],
    single: strings,
    multiple: ["aws:TagKeys", "aws:PrincipalOrgPaths"],
    more: [...stringVariables, "team-*", "ann"],
  },
  {
    operators: ["StringLike", "StringNotLike"],
    single: [...strings, "aws:PrincipalArn"],
    multiple: ["aws:TagKeys", "aws:PrincipalOrgPaths"],
    more: [
      ...stringVariables,
      "team-*",
      "?eam-a",
      "*",
      "o-aaaa/*",
      "t??m",
      "arn:aws:iam::*:role/d*",
      "${?}eam-a",
      "A*",
    ],
  },
  {
    operators: orders.map((order) => `Numeric${order}`),
    single: ["aws:MultiFactorAuthAge"],
    multiple: ["app:Counts"],
    more: ["1", "2", "10.00", "20"],
  },
  {
    operators: orders.map((order) => `Date${order}`),
    single: ["aws:CurrentTime", "aws:TokenIssueTime", "aws:EpochTime"],
    multiple: ["app:Times"],
    more: ["2026-01-01", "2026-01-01T00:00Z", "2026-06-01T00:00:00Z"],
  },
  {
    operators: ["Bool"],
    single: ["aws:MultiFactorAuthPresent", "aws:SecureTransport"],
    multiple: ["app:Flags"],
    more: ["true"],
  },
  { operators: ["BinaryEquals"], single: ["app:Digest"], multiple: ["app:Digests"], more: ["QUJD"] },
  {
    operators: ["IpAddress", "NotIpAddress"],
    single: ["aws:SourceIp"],
    multiple: ["app:Networks"],
    more: [
      "10.0.0.0/24",
      "10.0.0.0/8",
      "0.0.0.0/0",
      "::/0",
      "2001:db8::/32",
      "192.168.1.0/30",
      "10.0.0.1/32",
    ],
  },
  {
    operators: ["ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike"],
    single: arns,
    multiple: ["app:Arns"],
    more: [
      "arn:aws:iam::*:role/*",
      `arn:aws:iam::${accounts[0]}:*`,
      "arn:*:*:*:*:*",
      "arn:aws:ecr:*:repository/team-a/*:*",
      "arn:aws:iam::${aws:PrincipalAccount}:role/dev",
      "arn:aws:iam::*:user/${aws:username}",
      "arn:aws:s3:::${aws:PrincipalTag/team, 'b:c'}",
      "arn:aws:s3::${aws:PrincipalTag/team}:*",
    ],
  },
];

/** The values that a condition on this key may name: what requests carry, and what only a policy writes. */
function written(random: Random, key: string, more: readonly string[]): string {
  const values = (keys[key] ?? []).flat();
  const arnsOfCallers = [
    ...roles.map((role) => roleArn(random.pick(accounts), role)),
    userArn(random.pick(accounts), "ann"),
  ];
  const own = key === "aws:PrincipalArn" ? arnsOfCallers : values;
  return random.chance(0.65) && own.length > 0 ? random.pick(own) : random.pick(more);
}

/** One operator with one key; a few set operators stand on keys with one value, and a few keys with several have none. */
function test(random: Random): [operator: string, key: string, values: unknown] {
  if (random.chance(0.06)) {
    const key = random.pick(Object.keys(keys));
    return [
      otherCase(random, "Null"),
      otherCase(random, key),
      random.pick(["true", "false", true, false, ["true", "false"]]),
    ];
  }
  const family = random.pick(families);
  const set = random.chance(0.35) ? random.pick(["ForAllValues:", "ForAnyValue:"]) : "";
  const several = random.chance(0.02) ? set === "" : set !== "" && random.chance(0.9);
  const key = random.pick(several ? family.multiple : family.single);
  const value = random.oneOrMore<string | number | boolean>(3, () => {
    const text = written(random, key, family.more);
    const bare = random.chance(0.1) && /^(true|false|\d{1,2})$/.test(text);
    return bare ? (JSON.parse(text) as number | boolean) : text;
  });
  const operator = `${set}${random.pick(family.operators)}${random.chance(0.25) ? "IfExists" : ""}`;
  return [otherCase(random, operator), otherCase(random, key), value];
}

/** A Condition element, or none; seldom an empty one, which is no condition at all. */
export function condition(random: Random, probability: number): object | undefined {
  if (!random.chance(probability)) return random.chance(0.05) ? {} : undefined;
  const element: Record<string, Record<string, unknown>> = {};
  for (const [operator, key, values] of random.times(1, random.chance(0.7) ? 1 : 3, () => test(random))) {
    element[operator] = { ...element[operator], [key]: values };
  }
  return element;
}

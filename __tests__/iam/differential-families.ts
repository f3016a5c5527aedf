import { accounts } from "./differential-requests";

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

/** Every operator but Null, with the keys it stands on. */
export const families: readonly Family[] = [
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

/** Values that look like another kind's, or like none. */
export const odd = [
  ...["", "1e1", "10.", ".5", "+1", " 10", "0x0A", "010", "true ", "True", "QUJD=", "QQ", "QR==", "maybe"],
  ...[
    "2026-1-1",
    "2026-01-01T00:00:00",
    "2026-02-30",
    "2026-01-01t00:00:00z",
    "2026",
    "2026-01",
    "-1767225600",
  ],
  ...[
    "10.0.0.256",
    "010.0.0.1",
    "10.0.0",
    "1::2::3",
    "10.0.0.0/33",
    "10.0.0.0/",
    "10.0.0.1/8",
    "::ffff:10.0.0.1",
  ],
  ...[
    "arn:aws:iam",
    "arn:aws:iam::*",
    "${aws:username",
    "${aws:TagKeys}",
    "${nothing:here, ''}",
    "$",
    "${$}{x}",
  ],
];

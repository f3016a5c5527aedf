import { parseDecimal, compareDecimals } from "../../lib/iam/conditions/decimal";
import { parseInstant } from "../../lib/iam/conditions/instant";
import { contains, parseAddress, parseNetwork } from "../../lib/iam/conditions/ip-network";
import { operators, qualifiedOperator } from "../../lib/iam/conditions/operators";
import { RequestContext } from "../../lib/iam/context";
import { readCaller } from "../../lib/iam/caller";
import { describeValue } from "../../lib/iam/describe";
import { ANY_CHARACTER, ANY_TEXT, matchesGlob, type GlobPart } from "../../lib/iam/glob";
import { every, some, undecided, type Match } from "../../lib/iam/match";
import { readTemplate, segments } from "../../lib/iam/template";

describe("decimal numbers", () => {
  const order = (a: string, b: string) => compareDecimals(parseDecimal(a)!, parseDecimal(b)!);

  test.each([
    ["1", "1.0", 0],
    ["-0", "+0", 0],
    ["007", "7", 0],
    ["1e3", "1000", 0],
    ["15E-1", "1.5", 0],
    ["2.5e+1", "25", 0],
    ["1e-2", "0.01", 0],
    ["-1.5", "-1", -1],
    ["-1", "1", -1],
    ["0.1", "0.09", 1],
    ["1e21", "999999999999999999999", 1],
  ])("%s against %s", (a, b, expected) => {
    expect(order(a, b)).toBe(expected);
    expect(order(b, a)).toBe(expected === 0 ? 0 : -expected);
  });

  test.each([
    "",
    "-",
    ".5",
    "5.",
    "1,0",
    "0x10",
    "1e",
    "1e9999",
    "NaN",
    "Infinity",
    " 1",
    "1 ",
    "1.2.3",
    "--1",
    "1e1.5",
  ])("%j is no number", (text) => {
    expect(parseDecimal(text)).toBeUndefined();
  });
});

describe("moments", () => {
  const same = (a: string, b: string) => compareDecimals(parseInstant(a)!, parseInstant(b)!) === 0;

  test.each([
    ["1970-01-01T00:00:00Z", "0"],
    ["1970-01-02", "86400"],
    ["1970-02", "2678400"],
    ["1970-01-01T00:01Z", "60"],
    ["1970-01-01T03:00:00Z", "10800"],
    ["1970-01-01T00:00:01.5Z", "1.5"],
    ["1970-01-01T00:00:01.50Z", "1.5"],
    ["1970-01-01T00:00:00.000000001Z", "0.000000001"],
    ["1970-01-01T02:30:00+02:30", "0"],
    ["1969-12-31T22:30:00-01:30", "0"],
    ["1969-12-31T23:59:59Z", "1969-12-31T23:59:59.000Z"],
    ["2024-02-29", "1709164800"],
    ["2026-12-31T23:59:59Z", "1798761599"],
  ])("%s is %s", (text, seconds) => {
    expect(same(text, seconds)).toBe(true);
  });

  test.each([
    "",
    "2026",
    "1234",
    "-1",
    "1e3",
    "2026-13-01",
    "2026-00-01",
    "2026-02-29",
    "2026-04-31",
    "2026-01-00",
    "2026-01-01T24:00:00Z",
    "2026-01-01T00:60:00Z",
    "2026-01-01T00:00:60Z",
    "2026-01-01T00:00:00",
    "2026-01-01T00:00:00+24:00",
    "2026-01-01T00:00:00+01:60",
    "2026-01-01T00:00:00+0100",
    "2026-01-01T00Z",
    "2026-01-01 00:00:00Z",
    "x2026-01-01",
    "2026-01-01x",
    "20260101T000000Z",
  ])("%j is no moment", (text) => {
    expect(parseInstant(text)).toBeUndefined();
  });

  test("twenty-three hours and fifty-nine minutes are within a day, for times and for zones", () => {
    expect(same("1970-01-01T23:59:59Z", "86399")).toBe(true);
    expect(same("1970-01-01T23:59:00+23:59", "0")).toBe(true);
  });
});

describe("addresses", () => {
  test.each([
    ["0.0.0.0", 0n],
    ["255.255.255.255", 0xffffffffn],
    ["1.2.3.4", 0x01020304n],
    ["::", 0n],
    ["::1", 1n],
    ["1::", 1n << 112n],
    ["1:2:3:4:5:6:7:8", 0x00010002000300040005000600070008n],
    ["2001:DB8::ff00:42:8329", 0x20010db8000000000000ff0000428329n],
    ["::ffff:1.2.3.4", 0xffff01020304n],
    ["64:ff9b::255.0.0.1", 0x0064ff9b0000000000000000ff000001n],
    ["::192.168.100.200", 0xc0a864c8n],
  ])("%s", (text, address) => {
    expect(parseAddress(text)?.address).toBe(address);
    expect(parseNetwork(text)).toEqual(parseAddress(text));
  });

  test.each([
    "",
    "1.2.3",
    "1.2.3.4.5",
    "256.1.1.1",
    "01.2.3.4",
    "fe80::1%eth0",
    "1::2::3",
    "g::",
    "1.2.3.4/24",
  ])("%j is no address", (text) => {
    expect(parseAddress(text)).toBeUndefined();
  });

  test.each([
    "",
    "10.0.0.0/",
    "10.0.0.0/33",
    "10.0.0.0/-1",
    "10.0.0.0/8/8",
    "10.0.0.0/0008",
    "10.0.0.0/ 8",
    "::/129",
    "x/8",
  ])("%j is no network", (text) => {
    expect(parseNetwork(text)).toBeUndefined();
  });

  test.each([
    ["10.0.0.0/32", "10.0.0.0", true],
    ["10.0.0.0/32", "10.0.0.1", false],
    ["10.0.0.0/0", "255.0.0.1", true],
    ["::/128", "::1", false],
    ["2001:db8::/127", "2001:db8::1", true],
    ["2001:db8::/127", "2001:db8::2", false],
    ["::/0", "0.0.0.0", false],
  ])("%s contains %s: %p", (network, address, expected) => {
    expect(contains(parseNetwork(network)!, parseAddress(address)!)).toBe(expected);
  });
});

describe("operators", () => {
  test("IAM has twenty-seven, each under its name", () => {
    expect(operators.map(({ name }) => name).sort()).toEqual(
      [
        ...["StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase"],
        ...["StringLike", "StringNotLike", "NumericEquals", "NumericNotEquals", "NumericLessThan"],
        ...[
          "NumericLessThanEquals",
          "NumericGreaterThan",
          "NumericGreaterThanEquals",
          "DateEquals",
          "DateNotEquals",
        ],
        ...[
          "DateLessThan",
          "DateLessThanEquals",
          "DateGreaterThan",
          "DateGreaterThanEquals",
          "Bool",
          "BinaryEquals",
        ],
        ...["IpAddress", "NotIpAddress", "ArnEquals", "ArnNotEquals", "ArnLike", "ArnNotLike", "Null"],
      ].sort(),
    );
  });

  test("a negated one names the one that it negates", () => {
    const negated = operators
      .filter((operator) => operator.negated)
      .map(({ name, positive }) => [name, positive]);
    expect(Object.fromEntries(negated)).toEqual({
      StringNotEquals: "StringEquals",
      StringNotEqualsIgnoreCase: "StringEqualsIgnoreCase",
      StringNotLike: "StringLike",
      NumericNotEquals: "NumericEquals",
      DateNotEquals: "DateEquals",
      NotIpAddress: "IpAddress",
      ArnNotEquals: "ArnEquals",
      ArnNotLike: "ArnLike",
    });
    expect(
      operators.filter((operator) => !operator.negated).every(({ name, positive }) => name === positive),
    ).toBe(true);
  });

  test.each([
    ["StringEquals", "StringEquals", undefined, false],
    ["STRINGEQUALS", "StringEquals", undefined, false],
    ["StringEqualsIfExists", "StringEquals", undefined, true],
    ["ForAllValues:StringLike", "StringLike", "ForAllValues", false],
    ["foranyvalue:stringnotlikeifexists", "StringNotLike", "ForAnyValue", true],
    ["Null", "Null", undefined, false],
  ])("%s", (written, name, set, ifExists) => {
    const read = qualifiedOperator(written);
    expect([read.operator?.name, read.set, read.ifExists]).toEqual([name, set, ifExists]);
  });

  test.each([
    "",
    "ForAllValues:",
    "IfExists",
    "StringEquals ",
    " StringEquals",
    "StringEqualsIfExistsX",
    "ForAnyValue:Null",
    "NullIfExists",
    "x:StringEquals",
    "ForAllValues:ForAnyValue:StringEquals",
  ])("%j is none", (written) => {
    expect(qualifiedOperator(written).operator).toBeUndefined();
  });
});

describe("wildcards", () => {
  const glob = (pattern: string): GlobPart[] =>
    [...pattern].map((character) =>
      character === "*" ? ANY_TEXT : character === "?" ? ANY_CHARACTER : character,
    );

  test("agree with a regular expression on every short text", () => {
    const texts = ["", ..."ab", ..."aa ab ba bb aaa aab aba abb baa bab bba bbb abab aabb".split(" ")];
    const patterns = texts.flatMap((text) => [
      text,
      `*${text}`,
      `${text}*`,
      `?${text}`,
      `${text}?`,
      `*?${text}`,
      `a*${text}`,
      `${text}*b*`,
      `*${text}*`,
      `?*${text}?*a`,
    ]);
    for (const pattern of patterns) {
      const expression = new RegExp(`^${pattern.replaceAll("*", ".*").replaceAll("?", ".")}$`);
      for (const text of texts)
        expect([pattern, text, matchesGlob(glob(pattern), text)]).toEqual([
          pattern,
          text,
          expression.test(text),
        ]);
    }
  });
});

describe("templates", () => {
  const both = { wildcards: true, variables: true };

  test.each([
    ["", [""]],
    ["plain", ["plain"]],
    ["a*b?", ["a", ANY_TEXT, "b", ANY_CHARACTER]],
    ["${aws:username}", [{ key: "aws:username" }]],
    ["a${ x }b", ["a", { key: "x" }, "b"]],
    ["${a, 'b c'}", [{ key: "a", otherwise: "b c" }]],
    ["${a,''}", [{ key: "a", otherwise: "" }]],
    ["${a , 'b' }*", [{ key: "a", otherwise: "b" }, ANY_TEXT]],
    ["${*}${?}${$}", ["*?$"]],
    ["$a$", ["$a$"]],
  ])("%j", (text, expected) => {
    expect(readTemplate(text, both)).toEqual(expected);
  });

  test.each([
    "${",
    "${}",
    "${ }",
    "${a",
    "${a,b}",
    "${a,'b}",
    "${a,'b'c}",
    "${a{b}",
    "${${a}}",
    "${a'b}",
    "x${",
  ])("%j is malformed", (text) => {
    expect(readTemplate(text, both)).toBeUndefined();
  });

  test("without variables, ${ is text; without wildcards, * is", () => {
    expect(readTemplate("${*}", { wildcards: true, variables: false })).toEqual(["${", ANY_TEXT, "}"]);
    expect(readTemplate("a*?", { wildcards: false, variables: true })).toEqual(["a*?"]);
  });

  test("are cut at colons into six parts, not inside a variable", () => {
    expect(segments(["a:b::c"])).toEqual([["a"], ["b"], [""], ["c"]]);
    expect(segments(["a:b:c:d:e:f:g"])).toEqual([["a"], ["b"], ["c"], ["d"], ["e"], ["f:g"]]);
    expect(segments(["a:b:c:d:e:", ANY_TEXT, ":x:", { key: "k:l" }])).toEqual([
      ["a"],
      ["b"],
      ["c"],
      ["d"],
      ["e"],
      [ANY_TEXT, ":x:", { key: "k:l" }],
    ]);
    expect(segments([{ key: "a:b" }, ":", ANY_TEXT])).toEqual([[{ key: "a:b" }], [ANY_TEXT]]);
  });
});

describe("three answers", () => {
  const doubt = undecided("a");
  const all: [Match[], Match, Match][] = [
    [[], true, false],
    [[true], true, true],
    [[false], false, false],
    [[true, false], false, true],
    [[doubt], doubt, doubt],
    [[doubt, true], doubt, true],
    [[doubt, false], false, doubt],
    [[doubt, undecided("b")], { reasons: ["a", "b"] }, { reasons: ["a", "b"] }],
  ];

  test.each(all)("%j", (matches, ofEvery, ofSome) => {
    expect(every(matches, (match) => match)).toEqual(ofEvery);
    expect(some(matches, (match) => match)).toEqual(ofSome);
  });
});

describe("callers", () => {
  const A = "123456789012";

  test.each([
    [`arn:aws:iam::${A}:user/a/b`, "user"],
    [`arn:aws:sts::${A}:assumed-role/r/s`, "session"],
    [`arn:aws:iam::${A}:role/r`, "role"],
    [`arn:aws:sts::${A}:federated-user/f`, "federated-user"],
    [`arn:aws:iam::${A}:root`, "root"],
    [`arn:aws:iam::${A}:oidc-provider/x`, "provider"],
    [`arn:aws:iam::${A}:saml-provider/x`, "provider"],
    ["ecs-tasks.amazonaws.com", "service"],
    ["ec2.amazonaws.com.cn", "service"],
  ])("%s is a %s", (arn, kind) => {
    expect(readCaller({ arn, accountId: A })?.kind).toBe(kind);
  });

  test.each([
    "",
    "*",
    A,
    `arn:aws:iam::${A}:user/`,
    `arn:aws:iam::${A}:group/g`,
    `arn:aws:sts::${A}:assumed-role/r`,
    `arn:aws:sts::${A}:assumed-role/r/`,
    `arn:aws:iam::${A}:role/`,
    `arn:aws:iam::${A}:rooty`,
    `xarn:aws:iam::${A}:root`,
    `arn:aws:sts::${A}:federated-user/`,
    `arn:aws:iam::${A}:oidc-provider/`,
    "amazonaws.com",
    "x.amazonaws.com.evil",
    `arn:aws:constructor::${A}:user/x`,
    `arn:aws:s3::${A}:user/x`,
  ])("%j is nobody", (arn) => {
    expect(readCaller({ arn, accountId: A })).toBeUndefined();
  });

  test("a service has an account in the partition aws", () => {
    expect(readCaller({ arn: "ecs-tasks.amazonaws.com", accountId: A })?.accountArn).toBe(
      `arn:aws:iam::${A}:root`,
    );
  });

  test("a session's role and account keep its partition", () => {
    expect(readCaller({ arn: `arn:aws-cn:sts::${A}:assumed-role/r/s`, accountId: A })).toEqual({
      kind: "session",
      arn: `arn:aws-cn:sts::${A}:assumed-role/r/s`,
      accountId: A,
      accountArn: `arn:aws-cn:iam::${A}:root`,
      role: { prefix: `arn:aws-cn:iam::${A}:role/`, name: "r" },
    });
  });
});

describe("context", () => {
  test("numbers and booleans are their text, an empty list and undefined are absent", () => {
    const context = new RequestContext({ n: 5, b: [true, "x"], e: [], u: undefined, U: undefined });
    expect([context.values("N"), context.values("b"), context.values("e"), context.values("u")]).toEqual([
      ["5"],
      ["true", "x"],
      undefined,
      undefined,
    ]);
    expect([context.single("n"), context.single("missing")]).toEqual(["5", undefined]);
  });

  test("an absent key is not there twice", () => {
    expect(new RequestContext({ k: undefined, K: "x", E: [], e: "y" }).values("k")).toEqual(["x"]);
    expect(new RequestContext({ k: "x", K: [] }).values("k")).toEqual(["x"]);
  });

  test.each([[null], [{}], [["a", null]], [[["a"]]]])("%j can't be judged", (value) => {
    expect(new RequestContext({ k: value }).values("k")).toHaveProperty("reasons");
  });
});

test("messages describe values without their insides", () => {
  expect([null, [], [1], {}, 5, true, "x", undefined].map(describeValue)).toEqual([
    "null",
    "an empty list",
    "a list",
    "an object",
    "5",
    "true",
    '"x"',
    "a value of type undefined",
  ]);
  expect(describeValue("x".repeat(81))).toBe(`"${"x".repeat(80)}…"`);
  expect(describeValue("x".repeat(80))).toBe(`"${"x".repeat(80)}"`);
});

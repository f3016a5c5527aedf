import { problemsOf } from "./files";

const head = 'account: "123456789012"\nregion: us-west-2\n';
const team = "teams:\n  - namespace: a\n";

const problems = (text: string | Uint8Array) => problemsOf({ "registry.yaml": text });

test("a file of its own fields alone is good", () => {
  expect(problems(head + team)).toEqual([]);
});

test("a byte order mark and Windows line ends are good", () => {
  expect(problems(`\ufeff${head}${team}`.replaceAll("\n", "\r\n"))).toEqual([]);
});

test("an anchor and its alias are good", () => {
  const tags = "    roles:\n      - { purpose: x, tags: &t { k: v }, grants: [{ level: pull }] }\n";
  const more = "      - { purpose: y, tags: *t, grants: [{ level: pull }] }\n";
  expect(problems(head + team + tags + more)).toEqual([]);
});

test.each([
  [
    "an empty file",
    "",
    "the file must be a mapping with fields of account, region, githubProvider, verifier, defaults, include, teams, got null",
  ],
  [
    "a list",
    "- a\n",
    'the file must be a mapping with fields of account, region, githubProvider, verifier, defaults, include, teams, got ["a"]',
  ],
])("%s is refused as a registry", (_what, text, problem) => {
  expect(problems(text)).toEqual([`registry.yaml:1:1: ${problem}`]);
});

test.each([
  ["several documents", `${head}${team}---\na: 1\n`, "registry.yaml:5:1: the file must hold one document"],
  [
    "the rules of YAML 1.1",
    `%YAML 1.1\n---\n${head}${team}`,
    'registry.yaml:1:1: the file must be YAML 1.2, got "1.1"',
  ],
  [
    "tabs as indentation",
    "teams:\n\t- a\n",
    "registry.yaml:2:1: the file must be YAML: tabs are not allowed as indentation",
  ],
  [
    "a key twice",
    `${head}region: eu-west-1\n${team}`,
    'registry.yaml:3:1: the file must not have the same key twice, got "region"',
  ],
  [
    "a key twice deep inside",
    `${head}${team}    namespace: b\n`,
    'registry.yaml:5:5: teams[0] must not have the same key twice, got "namespace"',
  ],
  [
    "__proto__",
    `${head}${team}__proto__: { a: 1 }\n`,
    'registry.yaml:5:1: the file must not have a key of JavaScript\'s prototypes, got "__proto__"',
  ],
  [
    "constructor",
    `${head}${team}    constructor: 1\n`,
    'registry.yaml:5:5: teams[0] must not have a key of JavaScript\'s prototypes, got "constructor"',
  ],
  [
    "prototype",
    `${head}${team}    prototype: 1\n`,
    'registry.yaml:5:5: teams[0] must not have a key of JavaScript\'s prototypes, got "prototype"',
  ],
  [
    "keys that are not text",
    `${head}${team}    1: 2\n`,
    "registry.yaml:5:5: teams[0] must have text as keys, in quotes where YAML reads something else, got 1",
  ],
  [
    "a tag of code",
    `${head}teams: !!js/function "x"\n`,
    'registry.yaml:3:22: teams must not have a tag, got "tag:yaml.org,2002:js/function"',
  ],
  [
    "binary data",
    `${head}teams: !!binary aGVsbG8=\n`,
    'registry.yaml:3:17: teams must not have a tag, got "tag:yaml.org,2002:binary"',
  ],
  [
    "a merge key",
    `${head}${team}    <<: { a: 1 }\n`,
    'registry.yaml:5:5: teams[0]["<<"] is not a field here: there are namespace, repositories, roles, shares, got "<<"',
  ],
  [
    "an alias without its anchor",
    `${head}teams: *a\n`,
    'registry.yaml:3:8: teams must be an alias of an anchor that ends before it, got "*a"',
  ],
  [
    "an alias of what holds it",
    `${head}teams: &a\n  - *a\n`,
    'registry.yaml:4:5: teams[0] must be an alias of an anchor that ends before it, got "*a"',
  ],
  [
    "a template in a key",
    `${head}${team}"\${A}": 1\n`,
    'registry.yaml:5:1: the file must not have templates or tokens in keys, got "${A}"',
  ],
  [
    "a control character",
    `${head}${team}    namespace2: "\u001b[31m"\n`,
    'registry.yaml:5:5: teams[0].namespace2 is not a field here: did you mean namespace?, got "namespace2"',
  ],
  [
    "a hidden direction mark",
    `${head}${team}\u202ex: 1\n`,
    'registry.yaml:5:1: ["\\u202ex"] is not a field here: there are account, region, githubProvider, verifier, defaults, include, teams, got "\\u202ex"',
  ],
  [
    "text that is not UTF-8",
    Buffer.from(`${head}${team}# caf\xe9\n`, "latin1"),
    "registry.yaml:1:1: the file must be UTF-8",
  ],
  ["UTF-16", Buffer.from(`\ufeff${head}`, "utf16le"), "registry.yaml:1:1: the file must be UTF-8"],
  [
    "more than 1 MiB",
    `${head}${team}#${"x".repeat(1024 * 1024)}`,
    "registry.yaml:1:1: the file must be at most 1 MiB",
  ],
  [
    "an account that YAML reads as a number",
    `account: 012345678901\nregion: us-west-2\n${team}`,
    "registry.yaml:1:10: account must be 12 digits; put it in quotes: YAML reads it as a number, and a leading zero would be lost, got 012345678901",
  ],
])("%s: refused with its place", (_what, text, problem) => {
  expect(problems(text)[0]).toBe(problem);
});

test("aliases that multiply are refused before they are followed", () => {
  const nine = (name: string) => Array(9).fill(name).join(", ");
  const bomb = "abcdefghi"
    .split("")
    .map((name, level) => `${name}: &${name} [${nine(level === 0 ? "x" : `*${"abcdefghi"[level - 1]}`)}]\n`);
  expect(problems(bomb.join(""))).toEqual([
    expect.stringContaining("must not repeat more than 2000 values by aliases"),
  ]);
});

test.each([
  ["lists", "[".repeat(100_000)],
  ["mappings", "{a: ".repeat(50_000)],
  ["blocks", "- ".repeat(50_000)],
])("%s nested without end are refused, not followed", (_what, text) => {
  expect(problems(`teams: ${text}`.replace("teams: - ", "- "))[0]).toContain("must not be nested so deeply");
});

test.each([
  ["templates that never end", "${A:-".repeat(150_000)],
  ["dollar signs", "$".repeat(900_000)],
  ["hyphens", `a${"-".repeat(900_000)}`],
  ["dots and slashes", "a/.".repeat(300_000)],
])("%s in a name are refused, in time", (_what, text) => {
  const [line] = problems(`${head}teams: [{ namespace: ${JSON.stringify(text)} }]`);
  expect(line).toContain("teams[0].namespace must match ECR's repository name pattern");
});

test("of a hundred thousand bad keys a thousand are named and the others counted, in time", () => {
  const keys = Array.from({ length: 100_000 }, (_, index) => `k${index}:\n`);
  const lines = problems(head + team + keys.join(""));
  expect(lines).toHaveLength(1_001);
  expect(lines[999]).toMatch(/^registry\.yaml:1004:1: k999 is not a field here/);
  expect(lines[1_000]).toBe("registry.yaml:1005:1: the file has 99000 more problems, here and further on");
});

const each = (text: string, times: number) => `- ${text}\n`.repeat(times);

test.each([
  ["the same key twice", `${head}${team}${"a: 1\n".repeat(20_000)}`],
  ["no mapping", `${head}${team}    roles:\n${each("x", 20_000)}`],
  ["repositories that nobody has", granting(each("a/x1", 20_000), "")],
  ["repositories beside those that there are", granting(each("a/x1", 20_000), each("{ name: y }", 20_000))],
  ["values", `[${"a,".repeat(400_000)}]`],
  ["quotes", '"\n'.repeat(50_000)],
  ["aliases", "*a\n".repeat(50_000)],
  ["directives", "%A\n".repeat(50_000)],
  ["escapes", `x: "${"\\x".repeat(100_000)}"`],
  ["files to include", `${head}include:\n${each('"*/*/*"', 20_000)}`],
])("a file that is full of %s is refused in few lines, in time", (_what, text) => {
  const count = problems(text).length;
  expect(count).toBeGreaterThan(0);
  expect(count).toBeLessThan(1_100);
});

function granting(on: string, repositories: string): string {
  const role = `    roles: [{ name: r, grants: [{ level: list, on: [${on.replace(/- (.*)\n/g, "$1,")}] }] }]\n`;
  return `${head}${team}    repositories: [${repositories.replace(/- (.*)\n/g, "$1,")}]\n${role}`;
}

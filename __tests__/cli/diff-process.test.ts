/** `diff` and `isolation` as processes: exit status, and one line where the input is bad. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "../../cli/root";
import { plainEnvironment } from "../lab/lab-process";

const ACCOUNT = "123456789012";
const folder = mkdtempSync(join(tmpdir(), "diff-process-"));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string): string {
  writeFileSync(join(folder, name), content);
  return name;
}

/** A stack with a role that may list what matches, where the condition holds. */
function stack(name: string, pattern: string, condition: object = {}, account = ACCOUNT): string {
  const arn = `arn:aws:ecr:us-west-2:${account}:repository/${pattern}`;
  const statement = { Effect: "Allow", Action: "ecr:ListImages", Resource: arn, Condition: condition };
  const trusted = { Effect: "Allow", Principal: { AWS: account }, Action: "sts:AssumeRole" };
  const document = (one: object) => JSON.stringify({ Version: "2012-10-17", Statement: one });
  const role = {
    name: "reader",
    assume_role_policy: document(trusted),
    inline_policy: [{ name: "p", policy: document(statement) }],
  };
  const provider = { aws: [{ region: "us-west-2", allowed_account_ids: [account] }] };
  return file(name, JSON.stringify({ provider, resource: { aws_iam_role: { reader: role } } }));
}

const networks = (...values: string[]) => ({ IpAddress: { "aws:SourceIp": values } });
const narrow = stack("narrow.json", "team-a/*");
const wide = stack("wide.json", "team-a*");
const one = stack("one.json", "team-a/*", networks("10.0.0.0/8"));
const two = stack("two.json", "team-a/*", networks("10.0.0.0/8", "192.0.2.0/24"));
const other = stack("other.json", "team-a/*", {}, "210987654321");
const odd = file("odd.json", '{"Resources": {}}');

const run = (...args: string[]) =>
  spawnSync(process.execPath, [join(ROOT, "cli/main.js"), ...args], {
    cwd: folder,
    env: plainEnvironment(folder),
    encoding: "utf8",
  });

describe("the exit status", () => {
  test.each<[string, string[], number, RegExp]>([
    ["who gains is 1", ["diff", narrow, wide], 1, /^\+ reader gains ecr:ListImages on .*team-a\*/],
    ["who only loses is 0", ["diff", wide, narrow], 0, /^- reader loses/],
    ["who only loses is 1 with --fail-on any", ["diff", wide, narrow, "--fail-on", "any"], 1, /^- /],
    ["who gains is 0 with --fail-on never", ["diff", narrow, wide, "--fail-on", "never"], 0, /^\+ /],
    [
      "who possibly gains is 1, and it is said why",
      ["diff", one, two],
      1,
      /^\+ reader may gain .*\n.*\n\s+it hangs on .*192\.0\.2\.0\/24/,
    ],
  ])("%s", (_name, args, status, said) => {
    const result = run(...args);

    expect([result.status, result.stderr]).toEqual([status, ""]);
    expect(result.stdout).toMatch(said);
  });

  test("of isolation is 3 where it is not decided", () => {
    const registry = `account: "${ACCOUNT}"\nregion: us-west-2\nteams:\n  - namespace: team-a\n    roles: [{ name: reader, grants: [{ actions: [ecr:PutImage] }] }]\n`;
    const undecided = stack("undecided.json", "team-a/*", {
      NoSuchOperator: { "aws:SourceIp": "10.0.0.0/8" },
    });
    const result = run("isolation", "--config", file("registry.yaml", registry), "--from", undecided);

    expect([result.status, result.stderr]).toEqual([3, ""]);
    expect(result.stdout).toContain("NoSuchOperator");
  });
});

test.each<[string, string[], RegExp]>([
  ["a side that is missing", ["diff", "none.json", narrow], /^.*none\.json: there is no such file or folder/],
  ["a side that is no Terraform JSON", ["diff", narrow, odd], /odd\.json: is a CloudFormation template/],
  ["two accounts", ["diff", narrow, other], /account 123456789012.*210987654321.*--across-accounts/],
  ["--fail-on with another word", ["diff", narrow, wide, "--fail-on", "all"], /--fail-on.*'all' is invalid/],
  ["one side only", ["diff", narrow], /missing required argument 'HEAD'/],
  [
    "isolation of a FROM that is missing",
    ["isolation", "--config", join(ROOT, "registry.yaml"), "--from", "none"],
    /none: there is no such file or folder/,
  ],
])("%s is one line, exit 2", (_name, args, line) => {
  const { status, stdout, stderr } = run(...args);

  expect([status, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(line);
  expect(stderr.trimEnd().split("\n")).toHaveLength(1);
});

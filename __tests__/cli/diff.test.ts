import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DiffOptions, showDiff } from "../../cli/diff/show";
import { allow, type SmallStack, stackJson } from "../matrix/small-stack";
import { showIsolation } from "../../cli/isolation/show";

const REGISTRY = 'account: "123456789012"\nregion: us-west-2\nteams:\n  - namespace: team-a\n';
const options: DiffOptions = { failOn: "broadening", format: "table" };

let folder: string;
let printed: jest.SpyInstance;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "diff-"));
  printed = jest.spyOn(process.stdout, "write").mockReturnValue(true);
});
afterEach(() => {
  printed.mockRestore();
  rmSync(folder, { recursive: true });
});

function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

/** A stack with a role that may list these repositories. */
function stack(name: string, pattern: string, account = "123456789012"): string {
  const statement = {
    Effect: "Allow",
    Action: "ecr:ListImages",
    Resource: `arn:aws:ecr:us-west-2:${account}:repository/${pattern}`,
  };
  const trust = { Statement: { Effect: "Allow", Principal: { AWS: account }, Action: "sts:AssumeRole" } };
  return file(name, {
    provider: { aws: [{ region: "us-west-2", allowed_account_ids: [account] }] },
    resource: {
      aws_iam_role: {
        reader: {
          name: "reader",
          assume_role_policy: JSON.stringify({ Version: "2012-10-17", ...trust }),
          inline_policy: [
            { name: "p", policy: JSON.stringify({ Version: "2012-10-17", Statement: statement }) },
          ],
        },
      },
    },
  });
}

describe("the exit status of diff", () => {
  test.each([
    ["broadening", "team-a/*", "team-a*", 1],
    ["broadening", "team-a*", "team-a/*", 0],
    ["any", "team-a*", "team-a/*", 1],
    ["any", "team-a/*", "team-a/*", 0],
    ["never", "team-a/*", "*", 0],
  ] as const)("--fail-on %s, from %s to %s: exit %s", (failOn, from, to, expected) => {
    expect(showDiff(stack("base.json", from), stack("head.json", to), { ...options, failOn })).toBe(expected);
  });
});

describe("the exit status of diff, where no policy of a role changes", () => {
  const written = (name: string, small: SmallStack) => file(name, stackJson(small));
  const tagged = (tags: object): SmallStack => ({
    roles: {
      reader: {
        statements: [allow("ecr:PutImage", { StringEquals: { "aws:PrincipalTag/team": "a" } })],
        tags,
      },
    },
  });
  const denying = (Condition: object): SmallStack => ({
    repositories: {
      "team-a/api": { policy: [{ Effect: "Deny", Principal: "*", Action: "ecr:*", Condition }] },
    },
  });
  const unless = (team: string[]) => denying({ StringNotEquals: { "aws:PrincipalTag/team": team } });

  test.each<[string, SmallStack, SmallStack, number]>([
    ["with a tag that its policy asks for", tagged({ team: "b" }), tagged({ team: "a" }), 1],
    ["without it", tagged({ team: "a" }), tagged({}), 0],
    ["with a tag that no policy reads", tagged({ x: "1" }), tagged({ x: "2" }), 0],
    ["where a Deny on others lets one more through", unless(["a"]), unless(["a", "b"]), 1],
    ["where a Deny on others lets fewer through", unless(["a", "b"]), unless(["a"]), 0],
  ])("%s", (_name, base, head, expected) => {
    expect(showDiff(written("base.json", base), written("head.json", head), options)).toBe(expected);
  });

  test("names the tag in each format", () => {
    const [base, head] = [
      written("base.json", tagged({ team: "b" })),
      written("head.json", tagged({ team: "a" })),
    ];
    const shown = (["table", "markdown", "json"] as const).map((format) => {
      showDiff(base, head, { ...options, format });
      return String(printed.mock.calls.at(-1)![0]);
    });

    expect(shown[0]).toContain('\n    role reader: tag team "b" -> "a"\n');
    expect(shown[1]).toContain('role reader: tag team "b" -&gt; "a" |');
    expect((JSON.parse(shown[2]!) as { access: object[] }).access).toMatchObject([
      { who: "reader", direction: "gained", changed: ['role reader: tag team "b" -> "a"'] },
    ]);
  });
});

test("--out writes the comment with its marker, and prints nothing", () => {
  const out = join(folder, "access.md");
  showDiff(stack("base.json", "a/*"), stack("head.json", "b/*"), { ...options, format: "markdown", out });

  expect(readFileSync(out, "utf8")).toMatch(/^<!-- ecr-access: diff -->\n/);
  expect(printed).not.toHaveBeenCalled();
});

test("JSON has a version", () => {
  showDiff(stack("base.json", "a/*"), stack("head.json", "b/*"), { ...options, format: "json" });

  expect(JSON.parse(String(printed.mock.calls[0]![0]))).toMatchObject({
    version: 1,
    access: [{ who: "reader" }, { who: "reader" }],
    assume: [],
  });
});

describe("bad input is one line", () => {
  test("a side that does not exist", () => {
    expect(() => showDiff(join(folder, "none"), stack("head.json", "a/*"), options)).toThrow(
      /none: there is no such file or folder/,
    );
  });

  test("a side that is no Terraform JSON", () => {
    const odd = file("odd.json", { Resources: {} });

    expect(() => showDiff(stack("base.json", "a/*"), odd, options)).toThrow(
      /odd.json: is a CloudFormation template/,
    );
  });

  test("two of different accounts, unless --across-accounts", () => {
    const base = stack("base.json", "a/*");
    const head = stack("head.json", "a/*", "210987654321");

    expect(() => showDiff(base, head, options)).toThrow(/about account 123456789012.*--across-accounts/);
    expect(showDiff(base, head, { ...options, failOn: "any", acrossAccounts: true })).toBe(0);
  });
});

describe("the exit status of isolation", () => {
  test("a role that nobody declared is 1", () => {
    const config = file("registry.yaml", REGISTRY);

    expect(showIsolation({ config, from: stack("out.json", "team-a/*") })).toBe(1);
    expect(String(printed.mock.calls[0]![0])).toContain("reader may ecr:ListImages on team-a/*");
  });

  test("no role at all is 0", () => {
    const config = file("registry.yaml", REGISTRY);

    expect(showIsolation({ config, from: file("out.json", { resource: {} }) })).toBe(0);
  });

  test("another account than the registry's is refused", () => {
    const config = file("registry.yaml", REGISTRY);

    expect(() => showIsolation({ config, from: stack("out.json", "a/*", "210987654321") })).toThrow(
      /is about account 210987654321, the registry about 123456789012/,
    );
  });
});

import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { UsageError } from "../../cli/failure";
import { canI } from "../../cli/matrix/can-i";
import { showMatrix } from "../../cli/matrix/show";
import { whoCan } from "../../cli/matrix/who-can";
import type { Registry } from "../../lib/config/registry";
import { everyKind } from "../policies/every-kind";
import { lab } from "../policies/registry";
import { fullSynth } from "../stacks/full-synth";

const config = join(__dirname, "../../examples/lab/registry.yaml");
const cases = join(__dirname, "../terraform/data/cases");
const folder = mkdtempSync(join(tmpdir(), "ecr-access-commands-"));
const from = synthesized("lab", lab());
afterAll(() => rmSync(folder, { recursive: true }));

function synthesized(name: string, registry: Registry, change = (text: string) => text): string {
  for (const [file, text] of Object.entries(fullSynth(registry))) {
    mkdirSync(dirname(join(folder, name, file)), { recursive: true });
    writeFileSync(join(folder, name, file), change(text));
  }
  return join(folder, name);
}

function problemsOf(run: () => unknown): readonly string[] {
  try {
    run();
  } catch (error) {
    if (error instanceof UsageError) return error.problems.map((problem) => problem.replaceAll(from, "FROM"));
    throw error;
  }
  return [];
}

const role = "ecr_access_teama_role";

describe("can-i", () => {
  test("tells the statement and the line of the grant", () => {
    expect(canI(role, "ecr:ListImages", "team-a/alpine", { config, from })).toEqual({
      predicted: "allowed",
      lines: [
        `allowed: ${role} ecr:ListImages team-a/alpine`,
        "  allowed by ecr_access_testing, statement 1",
        expect.stringMatching(/^ {2}declared by the grant at .*registry\.yaml:\d+:\d+$/),
      ],
    });
  });

  test("tells what is missing", () => {
    expect(canI(role, "ListImages", "team-b/alpine", { config, from })).toEqual({
      predicted: "denied",
      lines: [
        `denied: ${role} ecr:ListImages team-b/alpine`,
        "  no policy allows ecr:ListImages",
        "  missing: an Allow for ecr:ListImages on arn:aws:ecr:us-west-2:123456789012:repository/team-b/alpine in a policy of the role",
        "  no grant declares it",
      ],
    });
  });

  test("tells why it is not known", () => {
    const { predicted, lines } = canI("boundary-elsewhere", "ListImages", "team-a/app", {
      config: companyOf("123456789012"),
      from: join(cases, "boundary/plan-1.json"),
    });
    expect({ predicted, why: lines[1] }).toEqual({
      predicted: "unknown",
      why: expect.stringContaining("SecurityAudit is in no file"),
    });
  });

  test.each([
    [
      "a role",
      "ecr_access_teama_rol",
      "ListImages",
      "team-a/alpine",
      `no role is named "ecr_access_teama_rol" in FROM; the nearest is "${role}"`,
    ],
    [
      "a repository",
      role,
      "ListImages",
      "team-a/alpin",
      'no repository is named "team-a/alpin" in FROM; the nearest is "team-a/alpine"',
    ],
    [
      "an action",
      role,
      "ecr:ListImage",
      "team-a/alpine",
      '"ecr:ListImage" is no action of Amazon ECR; the nearest is "ecr:ListImages"',
    ],
    [
      "an action of another service",
      role,
      "s3:GetObject",
      "team-a/alpine",
      '"s3:GetObject" is no action of Amazon ECR',
    ],
    [
      "a repository for an action without one",
      role,
      "GetAuthorizationToken",
      "team-a/alpine",
      'ecr:GetAuthorizationToken has no repository: ask for it on "*", got "team-a/alpine"',
    ],
    [
      "every repository",
      role,
      "ListImages",
      "*",
      'ecr:ListImages is asked of one repository: expected its name, got "*"',
    ],
  ])("refuses %s that is not there, in one line", (_what, name, action, repository, problem) => {
    expect(problemsOf(() => canI(name, action, repository, { config, from }))).toEqual([problem]);
  });
});

function companyOf(account: string): string {
  const file = join(folder, "other.yaml");
  writeFileSync(file, `account: "${account}"\nregion: us-west-2\nteams:\n  - namespace: team-x\n`);
  return file;
}

describe("who-can", () => {
  test("lists every role that may, and no other", () => {
    expect(whoCan("ListImages", "team-a/alpine", { config, from })).toEqual({
      allowed: [expect.objectContaining({ role })],
      unknown: [],
      outside: [],
    });
    expect(whoCan("ListImages", "team-b/alpine", { config, from })).toEqual({
      allowed: [],
      unknown: [],
      outside: [],
    });
  });

  test("adds whom of other accounts the repository's policy lets in, for the actions that it does", () => {
    const registry = everyKind();
    const from = synthesized("every-kind", registry);
    const outside = (action: string, repository: string) =>
      whoCan(action, repository, { config: companyOf(registry.account), from }).outside;
    expect(outside("ListImages", "base/node")).toMatchInlineSnapshot(`
     [
       {
         "name": "account 210987654321",
         "reason": "allowed by repository policy ecr-repositories: aws_ecr_repository_policy.base_node, statement PullByAccounts",
       },
       {
         "name": "account 098765432109",
         "reason": "allowed by repository policy ecr-repositories: aws_ecr_repository_policy.base_node, statement PullByAccounts",
       },
       {
         "name": "any account",
         "reason": "allowed by repository policy ecr-repositories: aws_ecr_repository_policy.base_node, statement ListByOrganizations when aws:principalorgid is o-a1b2c3d4e5",
       },
     ]
    `);
    expect(outside("BatchGetImage", "base/java_17").map(({ name }) => name)).toEqual([
      "account 210987654321",
      "account 098765432109",
    ]);
    expect(outside("PutImage", "base/node")).toEqual([]);
    expect(outside("BatchGetImage", "shop/web")).toEqual([]);
  });

  test("keeps those apart of which it is not known", () => {
    const answers = whoCan("ListImages", "team-a/app", {
      config: companyOf("123456789012"),
      from: join(cases, "boundary/plan-1.json"),
    });
    expect(answers.allowed.map(({ role }) => role).sort()).toEqual(["boundary-here", "boundary-of-aws"]);
    expect(answers.unknown.map(({ role }) => role)).toEqual(["boundary-elsewhere"]);
  });
});

describe("matrix", () => {
  const status = (options: Partial<Parameters<typeof showMatrix>[0]>) =>
    showMatrix({ config, from, format: "json", out: join(folder, "out"), ...options });

  test("exits 0 when predicted is as declared, 1 when they differ, 3 when something is unknown", () => {
    expect(status({})).toBe(0);
    expect(
      status({ from: synthesized("broken", lab(), (text) => text.replaceAll("team-a/*", "team-*")) }),
    ).toBe(1);
    expect(
      status({
        from: synthesized("less", lab(), (text) =>
          text
            .replaceAll("team-b_alpine", "x")
            .replaceAll('"name": "team-b/alpine"', '"name": "team-c/alpine"'),
        ),
      }),
    ).toBe(1);
    expect(
      status({
        from: synthesized("unknown", lab(), (text) =>
          text.replaceAll("repository/team-a/*", "repository/${var.name}/*"),
        ),
      }),
    ).toBe(3);
  });

  test.each(["table", "markdown", "json", "html"] as const)(
    "writes %s whole, and nothing beside it",
    (format) => {
      const out = mkdtempSync(join(folder, "formats-"));
      expect(status({ format, out: join(out, "file") })).toBe(0);
      expect(readdirSync(out)).toEqual(["file"]);
      expect(readFileSync(join(out, "file"), "utf8")).toContain(role);
    },
  );

  test("refuses another account, unknown actions, and a file that can't be written", () => {
    expect(problemsOf(() => status({ config: companyOf("210987654321") }))).toEqual([
      "FROM: is about account 123456789012, the registry about 210987654321",
    ]);
    expect(problemsOf(() => status({ actions: ["ListImages", "Foo", "PutImages"] }))).toEqual([
      '"Foo" is no action of Amazon ECR',
      '"PutImages" is no action of Amazon ECR; the nearest is "ecr:PutImage"',
    ]);
    expect(problemsOf(() => status({ out: join(folder, "no/such/folder") }))).toEqual([
      expect.stringContaining("--out"),
    ]);
  });
});

import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lab } from "../policies/registry";
import { fullSynth } from "./full-synth";

const root = join(__dirname, "../..");
const { app } = JSON.parse(readFileSync(join(root, "cdktf.json"), "utf8"));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "main-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Synth as the cdktf CLI runs it, of the registry.yaml that the folder holds, or of the lab. */
function synth(environment: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(app, {
    shell: true,
    cwd: root,
    encoding: "utf8",
    env: { PATH: process.env.PATH, HOME: folder, CDKTF_OUTDIR: join(folder, "out"), ...environment },
  });
  return { status, stdout, stderr };
}

function synthOf(yaml: string) {
  const file = join(folder, "registry.yaml");
  writeFileSync(file, yaml);
  return synth({ ECR_ACCESS_CONFIG: file });
}

const withName = (name: string) => `account: "123456789012"
region: us-west-2
teams:
  - namespace: team-a
    repositories:
      - name: ${JSON.stringify(name)}
`;

describe("main.ts", () => {
  test("synthesizes the lab from the default registry.yaml, silently", () => {
    expect(synth()).toEqual({ status: 0, stdout: "", stderr: "" });
    for (const [file, content] of Object.entries(fullSynth(lab()))) {
      expect(readFileSync(join(folder, "out", file), "utf8")).toBe(content);
    }
  });

  test("takes account, region, role and policy from the environment", () => {
    const environment = {
      ACCOUNT_ID: "098765432109",
      AWS_REGION: "eu-west-1",
      ECR_ACCESS_ROLE: "my_role",
      ECR_ACCESS_POLICY: "my_policy",
    };
    expect(synth(environment).status).toBe(0);
    const json = JSON.parse(readFileSync(join(folder, "out/stacks/ecr-access/cdk.tf.json"), "utf8"));
    expect(json.provider.aws).toEqual([{ region: "eu-west-1", allowed_account_ids: ["098765432109"] }]);
    expect(json.resource.aws_iam_role.my_role.assume_role_policy).toContain("arn:aws:iam::098765432109:root");
    expect(json.resource.aws_iam_policy.my_policy.policy).toContain(
      "arn:aws:ecr:eu-west-1:098765432109:repository/team-a/*",
    );
    expect(JSON.stringify(json)).not.toContain("123456789012");
  });

  test.each([
    "TF_WORKSPACE=sandbox",
    "AWS_ENDPOINT_URL=http://127.0.0.1:9",
    "AWS_PROFILE=nobody",
    "TZ=Asia/Tokyo",
  ])("writes the same bytes with %s", (setting) => {
    const [name, value] = setting.split("=") as [string, string];
    expect(synth({ [name]: value }).status).toBe(0);
    const file = "stacks/ecr-access/cdk.tf.json";
    expect(readFileSync(join(folder, "out", file), "utf8")).toBe(fullSynth(lab())[file]);
  });

  test.each([
    ["is not YAML", "teams: [", /registry\.yaml:\d+:\d+: /],
    ["is empty", "", /registry\.yaml:\d+:\d+: /],
    ["has a field that nobody knows", `${withName("alpine")}colour: red\n`, /registry\.yaml:7:1: .*colour/],
    [
      "has ${ in a name",
      withName("alp${ine"),
      /registry\.yaml:6:15: teams\[0\]\.repositories\[0\]\.name .*got "/,
    ],
    [
      "has %{ in a name",
      withName("%{ if true }x"),
      /registry\.yaml:6:15: teams\[0\]\.repositories\[0\]\.name .*got "/,
    ],
    [
      "has * in a name",
      withName("al*"),
      /registry\.yaml:6:15: teams\[0\]\.repositories\[0\]\.name .*got "al\*"/,
    ],
    [
      "has ? in a name",
      withName("alpin?"),
      /registry\.yaml:6:15: teams\[0\]\.repositories\[0\]\.name .*got "alpin\?"/,
    ],
    [
      "has a token's text in a name",
      withName("TfToken[TOKEN.0]"),
      /registry\.yaml:6:15: teams\[0\]\.repositories/,
    ],
    [
      "needs more policies than a role can have",
      tooManyGrants(),
      /registry\.yaml:7:9: teams\[0\]\.roles\[0\] must have grants that fit 10 .*, got 12 for role "r"/,
    ],
  ])("refuses a file that %s: one line, exit 2, nothing written", (_case, yaml, line) => {
    const { status, stdout, stderr } = synthOf(yaml);
    expect(stderr).toMatch(line);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(readdirSync(folder)).toEqual(["registry.yaml"]);
  });

  test("gives advice on stderr, and synthesizes all the same", () => {
    const { status, stderr } = synthOf(withName("al--pine"));
    expect(stderr).toMatch(/^\S*registry\.yaml:6:15: teams\[0\]\.repositories\[0\]\.name .*\n$/);
    expect(status).toBe(0);
    expect(existsSync(join(folder, "out/manifest.json"))).toBe(true);
  });

  test("refuses a file that is missing: one line, exit 2, nothing written", () => {
    const { status, stderr } = synth({ ECR_ACCESS_CONFIG: join(folder, "none.yaml") });
    expect(stderr).toMatch(/^\S*none\.yaml.*\n$/);
    expect(status).toBe(2);
    expect(existsSync(join(folder, "out"))).toBe(false);
  });
});

function tooManyGrants(): string {
  const names = Array.from({ length: 450 }, (_, index) => `r${index}-${"x".repeat(90)}`);
  return `account: "123456789012"
region: us-west-2
teams:
  - namespace: team-a
    repositories: [${names.map((name) => `{ name: ${name} }`).join(", ")}]
    roles:
      - name: r
        grants:
          - actions: [ecr:ListImages]
            on: [${names.map((name) => `team-a/${name}`).join(", ")}]
`;
}

import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { DescribeRepositoriesCommand, ECRClient } from "@aws-sdk/client-ecr";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { ROOT } from "../../cli/root";
import { callerIdentity } from "../../lib/credentials/caller";
import { type Sandbox, startSandbox } from "../../sandbox/sandbox";
import { awsShellFunction } from "../aws-cli";
import { readAsJavaScript } from "./javascript-reader";
import { type Ended, start } from "./writers";

const MINUTE = 60_000;
const account = "123456789012";
const region = "us-west-2";
const trust = (principal: string) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { AWS: principal }, Action: "sts:AssumeRole", Condition: {} }],
  });

let sandbox: Sandbox;
let aws: string;
let home: string;

beforeAll(async () => {
  aws = await awsShellFunction();
  sandbox = await startSandbox({ account, region });
  const iam = new IAMClient({ endpoint: sandbox.endpoint, region, credentials: sandbox.deployer });
  const roles = { ecr_access_teama_role: account, reader: account, stranger: "210987654321" };
  for (const [RoleName, trusted] of Object.entries(roles)) {
    const AssumeRolePolicyDocument = trust(`arn:aws:iam::${trusted}:root`);
    await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
  }
  const statement = { Effect: "Allow", Action: "ecr:DescribeRepositories", Resource: "*" };
  const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  await iam.send(new PutRolePolicyCommand({ RoleName: "reader", PolicyName: "read", PolicyDocument }));
  iam.destroy();
}, 10 * MINUTE);

afterAll(() => sandbox?.stop());

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "ecr-access-home-"));
  writeFileSync(
    join(home, "registry.yaml"),
    `account: "${account}"\nregion: ${region}\nteams:\n  - namespace: team-a\n    repositories: []\n    roles:\n` +
      ["ecr_access_teama_role", "reader", "stranger", "absent"]
        .map((name) => `      - name: ${name}\n        grants:\n          - actions: [ecr:ListImages]\n`)
        .join(""),
  );
});

afterEach(() => rmSync(home, { recursive: true, force: true }));

const environment = () => ({
  HOME: home,
  AWS_ENDPOINT_URL: sandbox.endpoint,
  AWS_REGION: region,
  AWS_DEFAULT_REGION: region,
  AWS_EC2_METADATA_DISABLED: "true",
});

const deployer = () => ({
  AWS_ACCESS_KEY_ID: sandbox.deployer.accessKeyId,
  AWS_SECRET_ACCESS_KEY: sandbox.deployer.secretAccessKey,
});

/** What the process list shows of every process. */
function commandLines(): string {
  const processes = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return processes.map(commandLine).join("\n");
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return ""; // it ended meanwhile
  }
}

/** Runs the command in the home folder; nothing of its caller's keys may be in what it prints. */
async function credentials(
  args: readonly string[],
  variables: Record<string, string> = deployer(),
): Promise<Ended> {
  const command = [process.execPath, join(ROOT, "cli/main.js"), "credentials", ...args];
  const config = ["--config", join(home, "registry.yaml")];
  const running = start([...command, ...config], { ...environment(), ...variables }).ended;
  let seen = "";
  const watch = setInterval(() => (seen += commandLines()), 50);
  const ended = await running.finally(() => clearInterval(watch));
  expect(seen).toContain("credentials");
  expect(seen + ended.stdout + ended.stderr).not.toContain(sandbox.deployer.secretAccessKey);
  return ended;
}

const shell = (script: string, variables: Record<string, string> = {}) =>
  start(["bash", "-c", `${aws}\n${script}`], { ...environment(), ...variables }).ended;

const session = (role: string, name: string) => `arn:aws:sts::${account}:assumed-role/${role}/${name}`;
const userAndHost = `${userInfo().username}@${hostname()}`.replace(/[^\w+=,.@-]/g, "-").slice(0, 64);

test.each([
  ["the lab's role", "ecr_access_teama_role", [], "ECR-Access-Testing"],
  ["another role", "reader", [], userAndHost],
  ["a name that was asked for", "reader", ["--session-name", "audit-2026"], "audit-2026"],
])(
  "env credentials work as exported, with the session name of %s",
  async (_what, role, options, name) => {
    const { code, stdout, stderr } = await credentials([role, ...options]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^(export AWS_[A-Z_]+=\S+\n){4}$/);
    const answer = await shell(`${stdout}aws sts get-caller-identity --query Arn --output text`);
    expect(answer).toMatchObject({ code: 0, stdout: `${session(role, name)}\n` });
  },
  MINUTE,
);

test(
  "json has what aws sts assume-role prints, and its keys are the role's",
  async () => {
    const { stdout, stderr } = await credentials([
      "ecr_access_teama_role",
      "--format",
      "json",
      "--duration",
      "900",
    ]);
    const { Credentials: keys, AssumedRoleUser: user } = JSON.parse(stdout);
    expect(stderr).toBe("");
    expect(user.Arn).toBe(session("ecr_access_teama_role", "ECR-Access-Testing"));
    const left = (Date.parse(keys.Expiration) - Date.now()) / 1_000;
    expect(left).toBeGreaterThan(800);
    expect(left).toBeLessThanOrEqual(901);
    const own = {
      accessKeyId: keys.AccessKeyId,
      secretAccessKey: keys.SecretAccessKey,
      sessionToken: keys.SessionToken,
    };
    expect(await callerIdentity({ region, endpoint: sandbox.endpoint, credentials: own })).toEqual({
      account,
      arn: user.Arn,
    });
  },
  MINUTE,
);

test(
  "a session policy limits what the role may do",
  async () => {
    const policy = join(home, "policy.json");
    const statement = { Effect: "Allow", Action: "ecr:ListImages", Resource: "*" };
    writeFileSync(policy, JSON.stringify({ Version: "2012-10-17", Statement: [statement] }, null, 8));
    const describeWith = async (options: readonly string[]) => {
      const { stdout } = await credentials(["reader", "--format", "process", ...options]);
      const {
        AccessKeyId: accessKeyId,
        SecretAccessKey: secretAccessKey,
        SessionToken: sessionToken,
      } = JSON.parse(stdout);
      const keys = { accessKeyId, secretAccessKey, sessionToken };
      const ecr = new ECRClient({ endpoint: sandbox.endpoint, region, credentials: keys });
      return ecr.send(new DescribeRepositoriesCommand({})).finally(() => ecr.destroy());
    };
    expect(await describeWith([])).toHaveProperty("repositories", []);
    await expect(describeWith(["--policy", policy])).rejects.toThrow(
      "because no session policy allows the ecr:DescribeRepositories",
    );
  },
  MINUTE,
);

test(
  "a profile is written for the AWS CLI and the SDK, nothing is printed, and --forget takes it away",
  async () => {
    const file = join(home, ".aws", "credentials");
    mkdirSync(join(home, ".aws"));
    writeFileSync(file, "[default]\naws_access_key_id = A\naws_secret_access_key = canary-of-the-user", {
      mode: 0o600,
    });
    const before = readFileSync(file, "utf8");
    const written = await credentials(["ecr_access_teama_role", "--write-profile", "ecrTester"]);
    expect(written).toMatchObject({ code: 0, stdout: "", stderr: "" });
    const answer = await shell("aws sts get-caller-identity --profile ecrTester --query Arn --output text");
    expect(answer.stdout).toBe(`${session("ecr_access_teama_role", "ECR-Access-Testing")}\n`);
    expect((await readAsJavaScript(file)).default).toHaveProperty(
      "aws_secret_access_key",
      "canary-of-the-user",
    );
    expect(await credentials(["--forget", "default"], {})).toMatchObject({ code: 4, stdout: "" });
    expect(await credentials(["--forget", "ecrTester"], {})).toMatchObject({
      code: 0,
      stdout: "",
      stderr: "",
    });
    expect(readFileSync(file, "utf8")).toBe(before);
    expect(readdirSync(join(home, ".aws"))).toEqual(["credentials"]);
  },
  MINUTE,
);

test(
  "a profile of the same name with role_arn in the config file is warned of",
  async () => {
    const [file, config] = [join(home, "own-credentials"), join(home, "own-config")];
    writeFileSync(
      config,
      "[profile ecrTester]\nrole_arn = arn:aws:iam::123456789012:role/x\nsource_profile = default\n",
    );
    const write = ["ecr_access_teama_role", "--write-profile", "ecrTester", "--file", file];
    const { code, stderr } = await credentials(write, { ...deployer(), AWS_CONFIG_FILE: config });
    expect(code).toBe(0);
    expect(stderr).toMatch(
      /^warning: [^\n]*own-config: profile "ecrTester" has role_arn there, which wins[^\n]*\n$/,
    );
    expect(readdirSync(home).sort()).toEqual(["own-config", "own-credentials", "registry.yaml"]);
  },
  MINUTE,
);

test(
  "a profile may call the command, so that no secret lies on the disk; one that calls itself is refused",
  async () => {
    const config = join(home, "config");
    const command = `${process.execPath} ${ROOT}/cli/main.js credentials ecr_access_teama_role --format process --config ${home}/registry.yaml`;
    writeFileSync(
      config,
      `[profile ecrTester]\ncredential_process = env -u AWS_PROFILE ${command}\n[profile loop]\ncredential_process = ${command}\n`,
    );
    const variables = { AWS_CONFIG_FILE: config };
    const whoAmI = "aws sts get-caller-identity --query Arn --output text";
    const asProfile = await shell(`${whoAmI} --profile ecrTester`, { ...variables, ...deployer() });
    expect(asProfile).toMatchObject({
      stdout: `${session("ecr_access_teama_role", "ECR-Access-Testing")}\n`,
      stderr: "",
    });
    const loop = await credentials(["ecr_access_teama_role"], { ...variables, AWS_PROFILE: "loop" });
    expect(loop).toMatchObject({ code: 2, stdout: "" });
    expect(loop.stderr).toMatch(/^[^\n]+\n$/);
    expect(readdirSync(home).sort()).toEqual(["config", "registry.yaml"]);
  },
  MINUTE,
);

describe("what keeps the role from being assumed is one line, exit 4, and nothing on stdout", () => {
  test.each([
    ["a trust policy that names another account", "stranger", /AccessDenied/],
    ["a role that is declared and not deployed", "absent", /AccessDenied|NoSuchEntity/],
  ])(
    "%s",
    async (_why, role, words) => {
      const ended = await credentials([role, "--write-profile", "x"]);
      expect(ended).toMatchObject({ code: 4, stdout: "" });
      expect(ended.stderr).toMatch(words);
      expect(ended.stderr).toMatch(/^[^\n]+\n$/);
      expect(readdirSync(home)).toEqual(["registry.yaml"]);
    },
    MINUTE,
  );

  test(
    "keys that nobody issued, and a wrong secret",
    async () => {
      const canaries = { AWS_SECRET_ACCESS_KEY: "canary-secret", AWS_SESSION_TOKEN: "canary-token" };
      for (const AWS_ACCESS_KEY_ID of ["AKIAIOSFODNN7EXAMPLE", sandbox.deployer.accessKeyId]) {
        const ended = await credentials(["ecr_access_teama_role"], { AWS_ACCESS_KEY_ID, ...canaries });
        expect(ended).toMatchObject({ code: 4, stdout: "" });
        expect(ended.stderr).toMatch(/^[^\n]+\n$/);
        expect(ended.stderr).not.toContain("canary");
      }
    },
    MINUTE,
  );
});

test(
  "a file that is refused is one line, exit 4, and the keys are not printed instead",
  async () => {
    writeFileSync(join(home, "file"), "[ecrTester]\nregion = x\n", { mode: 0o600 });
    const ended = await credentials([
      "ecr_access_teama_role",
      "--write-profile",
      "ecrTester",
      "--file",
      join(home, "file"),
    ]);
    expect(ended).toMatchObject({ code: 4, stdout: "" });
    expect(ended.stderr).toMatch(/^[^\n]+was not written by ecr-access[^\n]*\n$/);
  },
  MINUTE,
);

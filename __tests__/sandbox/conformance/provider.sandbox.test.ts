import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Environment, runChild } from "../../../lib/system/child";
import { findTerraform } from "../../../lib/terraform/binary";
import { cliConfigFile, findProvider } from "../../../lib/terraform/providers";
import { type Sandbox, startSandbox } from "../../../sandbox/sandbox";

/** Address → what `terraform import` calls the resource. */
const IMPORTS: Readonly<Record<string, string>> = {
  "aws_ecr_repository.this": "team-x/alpine",
  "aws_ecr_repository_policy.this": "team-x/alpine",
  "aws_ecr_lifecycle_policy.this": "team-x/alpine",
  "aws_iam_openid_connect_provider.this":
    "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com",
  "aws_iam_policy.boundary": "arn:aws:iam::123456789012:policy/boundary",
  "aws_iam_policy.this": "arn:aws:iam::123456789012:policy/team_x_policy",
  "aws_iam_role.this": "team_x_role",
  "aws_iam_role_policy_attachment.this": "team_x_role/arn:aws:iam::123456789012:policy/team_x_policy",
};

jest.setTimeout(180_000);

describe("the AWS provider", () => {
  let sandbox: Sandbox;
  let folder: string;
  let environment: Environment;
  let program: string;
  const refused: string[] = [];

  const terraform = async (...args: string[]) => {
    const { status, stdout, stderr } = await runChild(program, args, { cwd: folder, environment });
    return { status, output: stdout + stderr };
  };

  beforeAll(async () => {
    sandbox = await startSandbox({
      account: "123456789012",
      region: "us-west-2",
      onDecision: ({ verdict, action, reason }) =>
        verdict === "Allowed" || refused.push(`${action} ${reason}`),
    });
    folder = mkdtempSync(join(tmpdir(), "ecr-access-conformance-"));
    copyFileSync(join(__dirname, "data", "every-type.tf"), join(folder, "main.tf"));
    const config = cliConfigFile(findProvider(process.env), join(folder, "terraform.tfrc"));
    program = await findTerraform(process.env);
    environment = {
      PATH: process.env.PATH,
      HOME: folder,
      CHECKPOINT_DISABLE: "1",
      TF_IN_AUTOMATION: "1",
      ...(config && { TF_CLI_CONFIG_FILE: config }),
      AWS_ENDPOINT_URL: sandbox.endpoint,
      AWS_ACCESS_KEY_ID: sandbox.deployer.accessKeyId,
      AWS_SECRET_ACCESS_KEY: sandbox.deployer.secretAccessKey,
      AWS_EC2_METADATA_DISABLED: "true",
    };
    expect(await terraform("init", "-no-color")).toMatchObject({ status: 0 });
  });

  afterAll(async () => {
    await sandbox.stop();
    rmSync(folder, { recursive: true });
  });

  test("applies every resource type that the stacks use", async () => {
    const { status, output } = await terraform("apply", "-auto-approve", "-no-color");
    expect({ status, output }).toMatchObject({ status: 0, output: expect.stringContaining("8 added") });
  });

  test("sees no change afterwards", async () => {
    expect(await terraform("plan", "-detailed-exitcode", "-no-color")).toMatchObject({ status: 0 });
  });

  test("imports every one of them, and sees no change then either", async () => {
    rmSync(join(folder, "terraform.tfstate"));
    for (const [address, id] of Object.entries(IMPORTS)) {
      expect(await terraform("import", "-no-color", address, id)).toMatchObject({ status: 0 });
    }
    expect(await terraform("plan", "-detailed-exitcode", "-no-color")).toMatchObject({ status: 0 });
  });

  test("destroys them", async () => {
    const { status, output } = await terraform("destroy", "-auto-approve", "-no-color");
    expect({ status, output }).toMatchObject({ status: 0, output: expect.stringContaining("8 destroyed") });
  });

  test("was never denied anything on the way", () => {
    expect(refused).toEqual([]);
  });
});

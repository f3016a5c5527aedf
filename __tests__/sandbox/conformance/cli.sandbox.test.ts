import { join } from "node:path";
import { ROOT } from "../../../cli/root";
import { runChild } from "../../../lib/system/child";
import { pythonEnvironment } from "../../../sandbox/moto/environment";
import { type Sandbox, startSandbox } from "../../../sandbox/sandbox";

interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

const TRUST =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:root"},"Action":"sts:AssumeRole","Condition":{}}]}';
const POLICY =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["ecr:ListImages"],"Resource":["arn:aws:ecr:us-west-2:123456789012:repository/team-a/*"]}]}';

jest.setTimeout(180_000);

describe("the AWS CLI", () => {
  let sandbox: Sandbox;
  let python: string;

  const aws = async (keys: Keys, command: string, ...more: string[]) => {
    const environment = {
      PATH: process.env.PATH,
      AWS_ENDPOINT_URL: sandbox.endpoint,
      AWS_ACCESS_KEY_ID: keys.accessKeyId,
      AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
      ...(keys.sessionToken && { AWS_SESSION_TOKEN: keys.sessionToken }),
      AWS_DEFAULT_REGION: "us-west-2",
      AWS_CONFIG_FILE: "/dev/null",
      AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
      AWS_EC2_METADATA_DISABLED: "true",
    };
    const args = ["-m", "awscli", ...command.split(" "), ...more, "--output", "json"];
    const { status, stdout, stderr } = await runChild(python, args, { cwd: "/", environment });
    return { status, answer: stdout && (JSON.parse(stdout) as unknown), error: stderr.trim() };
  };

  beforeAll(async () => {
    python = await pythonEnvironment(join(ROOT, "requirements-dev.txt"));
    sandbox = await startSandbox({ account: "123456789012", region: "us-west-2" });
    const { deployer } = sandbox;
    await aws(deployer, "ecr create-repository --repository-name team-a/alpine");
    await aws(deployer, "ecr create-repository --repository-name team-b/alpine");
    await aws(deployer, "iam create-role --role-name lister --assume-role-policy-document", TRUST);
    await aws(deployer, "iam create-policy --policy-name testing --policy-document", POLICY);
    const arn = "arn:aws:iam::123456789012:policy/testing";
    await aws(deployer, `iam attach-role-policy --role-name lister --policy-arn ${arn}`);
  }, 180_000);

  afterAll(() => sandbox.stop());

  const assume = async (): Promise<Keys> => {
    const role = "arn:aws:iam::123456789012:role/lister";
    const { answer } = await aws(
      sandbox.deployer,
      `sts assume-role --role-arn ${role} --role-session-name ECR-Access-Testing`,
    );
    const { Credentials: keys } = answer as { Credentials: Record<string, string> };
    return {
      accessKeyId: keys.AccessKeyId!,
      secretAccessKey: keys.SecretAccessKey!,
      sessionToken: keys.SessionToken,
    };
  };

  test("learns who it is, as user and as session", async () => {
    const arn = ({ answer }: { answer: unknown }) => (answer as { Arn: string }).Arn;
    expect(arn(await aws(sandbox.deployer, "sts get-caller-identity"))).toBe(sandbox.deployer.arn);
    expect(arn(await aws(await assume(), "sts get-caller-identity"))).toBe(
      "arn:aws:sts::123456789012:assumed-role/lister/ECR-Access-Testing",
    );
  });

  test("lists what the role may list, and prints AWS's sentence for what it may not", async () => {
    const session = await assume();
    const allowed = await aws(session, "ecr list-images --repository-name team-a/alpine");
    const denied = await aws(session, "ecr list-images --repository-name team-b/alpine");

    expect(allowed).toEqual({ status: 0, answer: { imageIds: [] }, error: "" });
    expect(denied.status).not.toBe(0);
    expect(denied.error).toBe(
      "An error occurred (AccessDeniedException) when calling the ListImages operation: User: arn:aws:sts::123456789012:assumed-role/lister/ECR-Access-Testing is not authorized to perform: ecr:ListImages on resource: arn:aws:ecr:us-west-2:123456789012:repository/team-b/alpine because no identity-based policy allows the ecr:ListImages action",
    );
  });

  test("hears IAM's denial in IAM's shape", async () => {
    const { error } = await aws(await assume(), "iam list-roles");
    expect(error).toBe(
      "An error occurred (AccessDenied) when calling the ListRoles operation: User: arn:aws:sts::123456789012:assumed-role/lister/ECR-Access-Testing is not authorized to perform: iam:ListRoles on resource: * because no identity-based policy allows the iam:ListRoles action",
    );
  });

  test.each([
    ["ecr list-images --repository-name team-a/alpine", "UnrecognizedClientException"],
    ["iam get-user", "InvalidClientTokenId"],
    ["sts get-caller-identity", "InvalidClientTokenId"],
  ])("with a made-up key, %s fails with %s", async (command, code) => {
    const { error } = await aws({ accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "x" }, command);
    expect(error).toContain(`An error occurred (${code})`);
  });

  test.each([
    ["ecr list-images --repository-name team-a/alpine", "InvalidSignatureException"],
    ["iam get-user", "SignatureDoesNotMatch"],
  ])("with a wrong secret, %s fails with %s", async (command, code) => {
    const { error } = await aws({ ...sandbox.deployer, secretAccessKey: "wrong" }, command);
    expect(error).toContain(`An error occurred (${code})`);
  });

  test("is told in plain words what the sandbox does not have", async () => {
    const { error } = await aws(sandbox.deployer, "ecr get-account-setting --name BASIC_SCAN_TYPE_VERSION");
    expect(error).toContain("is not available in the sandbox");
  });
});

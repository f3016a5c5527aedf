/** The cdktf CLI itself, from the folder of a user, against the sandbox. */
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BatchDeleteImageCommand, ECRClient } from "@aws-sdk/client-ecr";
import { sandboxVariables } from "../../cli/exports";
import { pushImage } from "../../cli/lab/push-image";
import { type ChildResult, runChild } from "../../lib/system/child";
import { findTerraform } from "../../lib/terraform/binary";
import { cliConfigFile, findProvider } from "../../lib/terraform/providers";
import { type Sandbox, startSandbox } from "../../sandbox/sandbox";
import { type Checkout, copyCheckout } from "../checkout";
import { plainEnvironment } from "../lab/lab-process";

const ACCOUNT = "123456789012";
const REGION = "us-west-2";
const STACKS = ["ecr-repositories", "ecr-access"];

describe("npx cdktf, in the sandbox's workspace", () => {
  let checkout: Checkout;
  let home: string;
  let sandbox: Sandbox;
  let ecr: ECRClient;
  let environment: Record<string, string | undefined>;

  beforeAll(async () => {
    checkout = copyCheckout();
    home = mkdtempSync(join(tmpdir(), "ecr-access-home-"));
    sandbox = await startSandbox({ account: ACCOUNT, region: REGION });
    ecr = new ECRClient({ endpoint: sandbox.endpoint, region: REGION, credentials: sandbox.deployer });
    const files = { credentialsFile: "/dev/null", configFile: "/dev/null" };
    const configFile = cliConfigFile(findProvider(process.env), join(home, "terraform.tfrc"));
    environment = {
      ...plainEnvironment(home),
      ...sandboxVariables({ ...sandbox, account: ACCOUNT, region: REGION, ...files }),
      ...(configFile && { TF_CLI_CONFIG_FILE: configFile }),
      CDKTF_SKIP_PROVIDER_LOCK: "true",
      CHECKPOINT_DISABLE: "1",
      CI: "1",
    };
  });

  afterAll(async () => {
    ecr.destroy();
    await sandbox.stop();
    checkout.remove();
    rmSync(home, { recursive: true });
  });

  const cdktf = (...args: string[]): Promise<ChildResult> =>
    runChild("npx", ["--no", "cdktf", ...args], { cwd: checkout.path, environment });

  const npmRun = (variables: Record<string, string>, ...args: string[]): Promise<ChildResult> =>
    runChild("npm", ["run", "--silent", ...args], {
      cwd: checkout.path,
      environment: { ...environment, ...variables },
    });

  test("synth writes both stacks", async () => {
    expect(await cdktf("synth")).toMatchObject({ status: 0 });
    for (const stack of STACKS)
      expect(existsSync(join(checkout.path, "cdktf.out/stacks", stack, "cdk.tf.json"))).toBe(true);
  });

  test("deploy creates everything", async () => {
    const { status, stdout } = await cdktf("deploy", ...STACKS, "--auto-approve");
    expect({ status, stdout }).toMatchObject({ status: 0 });
    expect(stdout).toContain("arn:aws:iam::123456789012:role/ecr_access_teama_role");
    expect(stdout).toContain("arn:aws:iam::123456789012:policy/ecr_access_testing");
  });

  test("the state lies outside cdktf.out, for this account, region and stack, in the workspace", () => {
    for (const stack of STACKS) {
      const state = join(checkout.path, "state", ACCOUNT, REGION, stack);
      expect(existsSync(join(state, "workspaces/sandbox/terraform.tfstate"))).toBe(true);
      expect(existsSync(join(state, "terraform.tfstate"))).toBe(false);
    }
    expect(readdirSync(join(checkout.path, "state", ACCOUNT, REGION)).sort()).toEqual([...STACKS].sort());
  });

  test.each(STACKS)("a plan of %s shows no change afterwards", async (stack) => {
    const terraform = await findTerraform(environment);
    const cwd = join(checkout.path, "cdktf.out/stacks", stack);
    const { status, stdout, stderr } = await runChild(
      terraform,
      ["plan", "-detailed-exitcode", "-input=false", "-no-color"],
      { cwd, environment },
    );
    expect({ status, stdout, stderr }).toMatchObject({ status: 0 });
  });

  test("npm run deploy refuses the sandbox without its workspace", async () => {
    const { status, stderr } = await npmRun({ TF_WORKSPACE: "" }, "deploy", "--", "--auto-approve");
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: expect.stringContaining("needs TF_WORKSPACE=sandbox"),
    });
  });

  test("npm run deploy deploys again without a change", async () => {
    const { status, stdout } = await npmRun({}, "deploy", "--", "--auto-approve");
    expect({ status, stdout }).toMatchObject({ status: 0 });
  });

  test("destroy is refused while images are there, and deletes none", async () => {
    await pushImage(ecr, "team-a/alpine", "v1");
    const { status, stdout, stderr } = await cdktf("destroy", "ecr-repositories", "--auto-approve");
    expect(status).not.toBe(0);
    expect(stdout + stderr).toContain("RepositoryNotEmptyException");
  });

  test("destroy succeeds once the images are deleted", async () => {
    const imageIds = [{ imageTag: "v1" }];
    await ecr.send(new BatchDeleteImageCommand({ repositoryName: "team-a/alpine", imageIds }));
    const { status, stdout, stderr } = await npmRun({}, "destroy", "--", "--auto-approve");
    expect({ status, stdout, stderr }).toMatchObject({ status: 0 });
  });
});

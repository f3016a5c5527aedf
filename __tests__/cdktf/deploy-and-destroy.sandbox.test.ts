/** The cdktf CLI itself, from the folder of a user, against the sandbox. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { BatchDeleteImageCommand } from "@aws-sdk/client-ecr";
import { pushImage } from "../../cli/lab/push-image";
import { runChild } from "../../lib/system/child";
import { findTerraform } from "../../lib/terraform/binary";
import { ACCOUNT, REGION, type SandboxCheckout, sandboxCheckout } from "./sandbox-checkout";

const STACKS = ["ecr-repositories", "ecr-access"];

describe("npx cdktf, in the sandbox's workspace", () => {
  let here: SandboxCheckout;

  beforeAll(async () => {
    here = await sandboxCheckout();
  });

  afterAll(() => here.remove());

  const cdktf = (...args: string[]) => here.run("npx", ["--no", "cdktf", ...args]);

  const npmRun = (variables: Record<string, string>, ...args: string[]) =>
    here.run("npm", ["run", "--silent", ...args], variables);

  test("synth writes both stacks", async () => {
    expect(await cdktf("synth")).toMatchObject({ status: 0 });
    for (const stack of STACKS)
      expect(existsSync(join(here.checkout.path, "cdktf.out/stacks", stack, "cdk.tf.json"))).toBe(true);
  });

  test("deploy creates everything", async () => {
    const { status, stdout } = await cdktf("deploy", ...STACKS, "--auto-approve");
    expect({ status, stdout }).toMatchObject({ status: 0 });
    expect(stdout).toContain("arn:aws:iam::123456789012:role/ecr_access_teama_role");
    expect(stdout).toContain("arn:aws:iam::123456789012:policy/ecr_access_testing");
  });

  test("the state lies outside cdktf.out, for this account, region and stack, in the workspace", () => {
    for (const stack of STACKS) {
      const state = join(here.checkout.path, "state", ACCOUNT, REGION, stack);
      expect(existsSync(join(state, "workspaces/sandbox/terraform.tfstate"))).toBe(true);
      expect(existsSync(join(state, "terraform.tfstate"))).toBe(false);
    }
    expect(readdirSync(join(here.checkout.path, "state", ACCOUNT, REGION)).sort()).toEqual(
      [...STACKS].sort(),
    );
  });

  test.each(STACKS)("a plan of %s shows no change afterwards", async (stack) => {
    const terraform = await findTerraform(here.environment);
    const cwd = join(here.checkout.path, "cdktf.out/stacks", stack);
    const { status, stdout, stderr } = await runChild(
      terraform,
      ["plan", "-detailed-exitcode", "-input=false", "-no-color"],
      { cwd, environment: here.environment },
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
    await pushImage(here.ecr, "team-a/alpine", "v1");
    const { status, stdout, stderr } = await cdktf("destroy", "ecr-repositories", "--auto-approve");
    expect(status).not.toBe(0);
    expect(stdout + stderr).toContain("RepositoryNotEmptyException");
  });

  test("destroy succeeds once the images are deleted", async () => {
    const imageIds = [{ imageTag: "v1" }];
    await here.ecr.send(new BatchDeleteImageCommand({ repositoryName: "team-a/alpine", imageIds }));
    const { status, stdout, stderr } = await npmRun({}, "destroy", "--", "--auto-approve");
    expect({ status, stdout, stderr }).toMatchObject({ status: 0 });
  });
});

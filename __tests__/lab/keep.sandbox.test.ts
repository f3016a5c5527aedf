/** `lab --keep`: the printed lines lead the AWS CLI and cdktf to the sandbox. */
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { type ChildResult, runChild } from "../../lib/system/child";
import { awsShellFunction } from "../aws-cli";
import { type Checkout, copyCheckout } from "../checkout";
import { type LabProcess, plainEnvironment, startLab } from "./lab-process";

const DENIAL =
  "An error occurred (AccessDeniedException) when calling the ListImages operation: User: " +
  "arn:aws:sts::123456789012:assumed-role/ecr_access_teama_role/ECR-Access-Testing is not authorized to perform: " +
  "ecr:ListImages on resource: arn:aws:ecr:us-west-2:123456789012:repository/team-b/alpine because no identity-based " +
  "policy allows the ecr:ListImages action";

describe("a kept lab", () => {
  let checkout: Checkout;
  let home: string;
  let lab: LabProcess;
  let printed: string;
  let lines: string;
  let aws: string;

  beforeAll(async () => {
    aws = await awsShellFunction();
    checkout = copyCheckout();
    home = mkdtempSync(join(tmpdir(), "ecr-access-home-"));
    lab = startLab(checkout.path, plainEnvironment(home), ["--keep"]);
    printed = await lab.printed("Ctrl-C");
    lines = printed
      .split("\n")
      .filter((line) => /^(export|unset) /.test(line))
      .join("\n");
  });

  afterAll(async () => {
    lab.child.kill("SIGINT");
    await lab.ended;
    checkout.remove();
    rmSync(home, { recursive: true });
  });

  /** Runs a command in a shell that sourced the lines, and in which AWS is set up otherwise before. */
  const inShell = (command: string): Promise<ChildResult> =>
    runChild("bash", ["-c", `${lines}\n${aws}\n${command}`], {
      cwd: checkout.path,
      environment: {
        ...plainEnvironment(home),
        AWS_PROFILE: "work",
        AWS_ENDPOINT_URL_ECR: "http://127.0.0.1:1",
        AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "true",
      },
    });

  test("lets the AWS CLI list team-a/alpine as ecrTester, with the answer that the lab printed", async () => {
    const { status, stdout, stderr } = await inShell(
      "aws ecr list-images --repository-name team-a/alpine --profile ecrTester",
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const answer = {
      imageIds: [{ imageDigest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/), imageTag: "v1" }],
    };
    expect(JSON.parse(stdout)).toEqual(answer);
    expect(printed).toContain(stdout.trim());
  });

  test("denies the AWS CLI team-b/alpine as ecrTester, word for word", async () => {
    const { status, stderr } = await inShell(
      "aws ecr list-images --repository-name team-b/alpine --profile ecrTester",
    );
    expect(status).not.toBe(0);
    expect(stderr.slice(stderr.indexOf("An error occurred")).trim()).toBe(DENIAL);
    expect(printed).toContain(`\n${DENIAL}\n`);
  });

  test("keeps the profile in a file that only its owner can read", async () => {
    const { stdout } = await inShell('printf %s "$AWS_SHARED_CREDENTIALS_FILE"');
    expect(statSync(stdout).mode & 0o777).toBe(0o600);
    expect(stdout.startsWith(join(checkout.path, ".lab/"))).toBe(true);
  });

  test("shows npx cdktf diff no change", async () => {
    const { status, stdout, stderr } = await inShell(
      "npx --no cdktf diff ecr-repositories && npx --no cdktf diff ecr-access",
    );
    expect({ status, stdout, stderr }).toMatchObject({ status: 0 });
    expect(stripVTControlCharacters(stdout).match(/No changes\. Your infrastructure matches/g)).toHaveLength(
      2,
    );
  });

  test("is left by Ctrl-C without a trace", async () => {
    lab.child.kill("SIGINT");
    expect((await lab.ended).status).toBe(0);
    expect(checkout.processes()).toEqual([]);
    expect(readdirSync(join(checkout.path, ".lab"))).toEqual([]);
  });
});

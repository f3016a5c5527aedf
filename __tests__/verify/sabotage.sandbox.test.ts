/** The live suite is worth something only if it turns red: each sabotage must, naming the cell that it is about. */
import { runChild } from "../../lib/system/child";
import { ROOT } from "../../cli/root";
import { type Sandbox, startSandbox } from "../../sandbox/sandbox";
import { LIVE_SUITE } from "../live/suite";
import { ACCOUNT, deploy, REGION, ROLE, startExpiringSandbox, theLab } from "./lab-fixture";

const ALLOWED = `${ROLE} may ecr:ListImages on team-a/alpine`;
const DENIED = `${ROLE} may not ecr:ListImages on team-b/alpine`;

describe("the live verification", () => {
  let sandbox: Sandbox | undefined;

  afterEach(async () => {
    await sandbox?.stop();
    sandbox = undefined;
  });

  /** Runs the live suite against the sandbox, as `npm run test:live` does. */
  async function verify({
    endpoint,
    deployer,
  }: Sandbox): Promise<{ status: number; failed: string[]; output: string }> {
    const { status, stderr } = await runChild(process.execPath, LIVE_SUITE, {
      cwd: ROOT,
      environment: {
        PATH: process.env.PATH,
        AWS_ENDPOINT_URL: endpoint,
        AWS_REGION: REGION,
        AWS_ACCESS_KEY_ID: deployer.accessKeyId,
        AWS_SECRET_ACCESS_KEY: deployer.secretAccessKey,
        AWS_CONFIG_FILE: "/dev/null",
        AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
        AWS_EC2_METADATA_DISABLED: "true",
        ECR_ACCESS_TIMEOUT: "1",
      },
    });
    const failed = stderr.split("\n").filter((line) => /^\s+● /.test(line));
    return { status, failed, output: stderr };
  }

  test("is green for the lab as it is", async () => {
    sandbox = await startSandbox({ account: ACCOUNT, region: REGION });
    await deploy(sandbox, theLab);
    expect(await verify(sandbox)).toMatchObject({ status: 0, failed: [] });
  });

  test.each([
    ["the policy allows team-*/*", { granted: "team-*/*" }, [DENIED]],
    ["the attachment is missing", { attached: false }, [ALLOWED]],
    ["the policy is on team-b/*", { granted: "team-b/*" }, [ALLOWED, DENIED]],
    ["the trust policy names another account", { trusted: "210987654321" }, [ALLOWED, DENIED]],
    [
      "team-b/alpine is not there",
      { repositories: ["team-a/alpine"] },
      ["team-b/alpine exists for the deployer"],
    ],
  ])("is red when %s", async (_sabotage, change, cells) => {
    sandbox = await startSandbox({ account: ACCOUNT, region: REGION });
    await deploy(sandbox, { ...theLab, ...change });
    const { status, failed } = await verify(sandbox);
    expect(status).not.toBe(0);
    for (const cell of cells) expect(failed).toContainEqual(expect.stringContaining(cell));
  });

  test("is red when the role's credentials expire on the way", async () => {
    sandbox = await startExpiringSandbox();
    await deploy(sandbox, theLab);
    const { status, failed, output } = await verify(sandbox);
    expect(status).not.toBe(0);
    expect(failed).toContainEqual(expect.stringContaining(ALLOWED));
    expect(output).toContain("Expired");
  });
});

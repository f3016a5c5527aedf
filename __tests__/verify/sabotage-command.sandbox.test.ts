/** `ecr-access verify` is worth something only if it is never green when something is wrong: each sabotage by itself. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { assumeRole } from "../../lib/credentials/assume";
import { type Sandbox, startSandbox } from "../../sandbox/sandbox";
import { ACCOUNT, deploy, type Deployment, REGION, ROLE, startExpiringSandbox, theLab } from "./lab-fixture";
import { runVerify, type VerifyResult } from "./verify-process";

const SHORT = ["--timeout", "1"];

let sandbox: Sandbox | undefined;

afterEach(async () => {
  await sandbox?.stop();
  sandbox = undefined;
});

async function deployed(change: Partial<Deployment> = {}, clock?: () => Date): Promise<Sandbox> {
  sandbox = await startSandbox({ account: ACCOUNT, region: REGION, clock });
  await deploy(sandbox, { ...theLab, ...change });
  return sandbox;
}

const verify = ({ endpoint, deployer: keys }: Pick<Sandbox, "endpoint" | "deployer">) =>
  runVerify({ endpoint, keys, args: SHORT });

/** What the report says of one cell. */
const observed = ({ verification }: VerifyResult, action: string, repository: string) =>
  verification?.cells.find((cell) => cell.action === action && cell.repository === repository)?.observed;

test("the lab as it is: proved, exit 0", async () => {
  const result = await verify(await deployed());
  expect(result).toMatchObject({
    status: 0,
    stdout: "",
    verification: { result: "proved", account: ACCOUNT },
  });
  expect(result.verification!.cells).toHaveLength(15);
});

describe("what is deployed is not what was declared: contradicted, exit 1", () => {
  test.each([
    ["the policy detached", { attached: false }, "cannot ecr:ListImages team-a/alpine"],
    ["the policy broadened", { granted: "team-*/*" }, "can ecr:ListImages team-b/alpine"],
    [
      "a repository policy that grants by itself",
      { open: true },
      "can ecr:ListImages team-b/alpine",
      "; a repository policy on team-b/alpine",
    ],
    ["a boundary that cuts", { cut: true }, "cannot ecr:ListImages team-a/alpine"],
  ])("%s", async (_sabotage, change, line, lookAt = "") => {
    const { status, stderr } = await verify(await deployed(change));
    expect(stderr.split("\n").filter((text) => text.includes("observed"))).toEqual([
      expect.stringContaining(`${ROLE} ${line}: declared`),
    ]);
    expect(stderr).toContain(lookAt);
    expect(status).toBe(1);
  });
});

describe("nothing can be shown: inconclusive, exit 3", () => {
  test("a repository is missing: no denial about it counts", async () => {
    const result = await verify(await deployed({ repositories: ["team-a/alpine"] }));
    expect(result.status).toBe(3);
    expect(observed(result, "ecr:ListImages", "team-b/alpine")).toBe("inconclusive");
    expect(result.stderr).toContain("team-b/alpine does not exist");
  });

  test("the role trusts another account", async () => {
    const result = await verify(await deployed({ trusted: "210987654321" }));
    expect(result.status).toBe(3);
    expect(new Set(result.verification!.cells.map((cell) => cell.observed))).toEqual(
      new Set(["inconclusive"]),
    );
  });

  test("an empty registry", async () => {
    const { endpoint, deployer: keys } = await deployed();
    const registry = `account: "${ACCOUNT}"\nregion: ${REGION}\nteams:\n  - namespace: team-a\n    repositories: []\n`;
    const { status, stderr } = await runVerify({ endpoint, keys, registry, args: SHORT });
    expect({ status, stderr }).toEqual({
      status: 3,
      stderr: expect.stringContaining("there is no cell to prove"),
    });
  });

  test("every session is expired as soon as it is issued", async () => {
    sandbox = await startExpiringSandbox();
    await deploy(sandbox, theLab);
    const { status, stderr } = await verify(sandbox);
    expect(status).toBe(3);
    expect(stderr).toContain("Expired");
  });
});

function keysOfTheRole({ endpoint, deployer }: Pick<Sandbox, "endpoint" | "deployer">) {
  const roleArn = `arn:aws:iam::${ACCOUNT}:role/${ROLE}`;
  return assumeRole({ region: REGION, endpoint, credentials: deployer, roleArn, sessionName: "another" });
}

describe("who asks is not who should: no cell is asked", () => {
  test("keys of another role: it can assume nothing, and sees no repository", async () => {
    const { endpoint, deployer } = await deployed();
    const keys = await keysOfTheRole({ endpoint, deployer });
    const result = await runVerify({ endpoint, keys, args: SHORT });
    expect(result.status).toBe(3);
    expect(new Set(result.verification!.cells.map((cell) => cell.observed))).toEqual(
      new Set(["inconclusive"]),
    );
  });

  test("expired keys: 4, one line", async () => {
    let ahead = 0;
    const { endpoint, deployer } = await deployed({}, () => new Date(Date.now() + ahead));
    const keys = await keysOfTheRole({ endpoint, deployer });
    ahead = 2 * 3_600_000;
    const { status, stderr, files } = await runVerify({ endpoint, keys, args: SHORT });
    expect({ status, stderr, files: Object.keys(files) }).toEqual({
      status: 4,
      stderr: expect.stringMatching(/^who the caller is can't be found out: Expired.*\n$/),
      files: ["registry.yaml"],
    });
  });

  test("the wrong account: 2, before any other call", async () => {
    const { endpoint, deployerOf } = await deployed();
    const keys = await deployerOf("210987654321");
    const { status, stderr, files } = await runVerify({ endpoint, keys, args: SHORT });
    expect({ status, stderr, files: Object.keys(files) }).toEqual({
      status: 2,
      stderr: `the caller must be of the registry's account, ${ACCOUNT}, got "210987654321"\n`,
      files: ["registry.yaml"],
    });
  });

  test("the wrong region: 2, before any call", async () => {
    const { endpoint, deployer: keys } = await deployed();
    const registry = `account: "${ACCOUNT}"\nregion: eu-west-1\nteams:\n  - namespace: team-a\n    repositories: []\n`;
    const { status, stderr } = await runVerify({ endpoint, keys, registry, args: SHORT });
    expect(status).toBe(2);
    expect(stderr).toContain('the region must be the registry\'s, eu-west-1, got "us-west-2"');
  });
});

describe("the service is not the service", () => {
  let server: Server | undefined;

  afterEach(() => server?.close());

  test("the gateway is down: 2, at once", async () => {
    const { status, stderr } = await verify({ endpoint: "http://127.0.0.1:9", deployer: someKeys });
    expect(status).toBe(2);
    expect(stderr).toContain("AWS_ENDPOINT_URL must name an endpoint that answers");
  });

  test.each([
    ["nothing", ""],
    ["an empty object", "{}"],
    ["HTML", "<html><body>Welcome</body></html>"],
  ])("it answers every call with 200 and %s: 4, nothing is shown", async (_what, body) => {
    const { status, files } = await verify(await answering(() => body));
    expect({ status, files: Object.keys(files) }).toEqual({ status: 4, files: ["registry.yaml"] });
  });

  test("it lets everybody in, and answers every call to ECR with 200: inconclusive", async () => {
    const { status, verification } = await verify(
      await answering((target, form) => (target ? "{}" : sts(form))),
    );
    expect(status).toBe(3);
    expect(new Set(verification!.cells.map((cell) => cell.observed))).toEqual(new Set(["inconclusive"]));
  });

  /** A server that answers 200, whatever it is asked. */
  async function answering(
    bodyOf: (target: string | undefined, form: URLSearchParams) => string,
  ): Promise<Pick<Sandbox, "endpoint" | "deployer">> {
    server = createServer((request, response) => {
      let text = "";
      request.setEncoding("utf8").on("data", (part: string) => (text += part));
      request.on("end", () => {
        const target = request.headers["x-amz-target"] as string | undefined;
        response.end(bodyOf(target, new URLSearchParams(text)));
      });
    });
    await new Promise<void>((resolve) => server!.listen(0, "127.0.0.1", resolve));
    return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, deployer: someKeys };
  }
});

const someKeys = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "any", arn: "" };

/** STS that calls whoever asks the session that was assumed last, and everybody before that somebody of the account. */
let assumed = `arn:aws:iam::${ACCOUNT}:user/somebody`;

function sts(form: URLSearchParams): string {
  if (form.get("Action") === "GetCallerIdentity") {
    return `<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>${assumed}</Arn><Account>${ACCOUNT}</Account><UserId>x</UserId></GetCallerIdentityResult></GetCallerIdentityResponse>`;
  }
  assumed = `arn:aws:sts::${ACCOUNT}:assumed-role/${ROLE}/${form.get("RoleSessionName")}`;
  return `<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIAX</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials><AssumedRoleUser><AssumedRoleId>AROAX:x</AssumedRoleId><Arn>${assumed}</Arn></AssumedRoleUser></AssumeRoleResult></AssumeRoleResponse>`;
}

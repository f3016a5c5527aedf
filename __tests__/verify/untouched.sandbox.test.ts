/** A whole run, writing probes included, leaves every repository byte for byte as it was; and Ctrl-C ends it at once. */
import {
  BatchGetImageCommand,
  DescribeImagesCommand,
  DescribeRepositoriesCommand,
  ECRClient,
  GetRepositoryPolicyCommand,
  ListImagesCommand,
} from "@aws-sdk/client-ecr";
import { loadRegistry } from "../../lib/config/load";
import { type Sandbox, startSandbox } from "../../sandbox/sandbox";
import { writeFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pushImage } from "../../cli/lab/push-image";
import { deployRegistry } from "./deploy-registry";
import { runVerify } from "./verify-process";

/** Every level, every kind of trust: one role for the deployer with an external id, one for GitHub, one for somebody else. */
const REGISTRY = `
account: "123456789012"
region: us-west-2
githubProvider: create
teams:
  - namespace: team-a
    repositories: [{ name: api }, { name: web }]
    roles:
      - name: team-a-list
        grants: [{ level: list }]
      - name: team-a-push
        trust:
          principals: [{ principal: "arn:aws:iam::123456789012:user/deployer", externalId: abc-123 }]
        grants: [{ level: push }]
      - name: team-a-admin
        trust:
          github: { owner: acme, ownerId: "1", repository: shop, repositoryId: "2", branch: main }
        grants: [{ level: admin }]
    shares:
      - to: [team-a-x]
        level: pull
        repositories: [team-a/api]
  - namespace: team-a-x
    repositories: [{ name: api }]
    roles:
      - name: team-a-x-pull
        grants: [{ level: pull }, { level: pull, on: [team-a/api] }]
`;

const SOMEBODY = `
      - name: team-a-far
        trust: { principals: ["arn:aws:iam::123456789012:role/somebody-else"] }
        grants: [{ level: list }]
`;

let sandbox: Sandbox;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "registry-"));
  writeFileSync(join(folder, "registry.yaml"), REGISTRY);
  sandbox = await startSandbox({ account: "123456789012", region: "us-west-2" });
  const registry = loadRegistry(join(folder, "registry.yaml"), {});
  await deployRegistry(sandbox, registry);
  const ecr = client();
  for (const name of ["team-a/api", "team-a-x/api"]) await pushImage(ecr, name, "v1");
  ecr.destroy();
});

afterAll(async () => {
  await sandbox?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const client = () =>
  new ECRClient({ endpoint: sandbox.endpoint, region: "us-west-2", credentials: sandbox.deployer });

/** All that ECR tells about every repository. */
async function everything(): Promise<string> {
  const ecr = client();
  const described = (await ecr.send(new DescribeRepositoriesCommand({}))).repositories ?? [];
  const each = described.map(async (repository) => {
    const { repositoryName } = repository;
    const { imageIds = [] } = await ecr.send(new ListImagesCommand({ repositoryName }));
    return {
      repository,
      imageIds,
      details: (await ecr.send(new DescribeImagesCommand({ repositoryName }))).imageDetails,
      images: imageIds.length
        ? (await ecr.send(new BatchGetImageCommand({ repositoryName, imageIds }))).images
        : [],
      policy: await ecr.send(new GetRepositoryPolicyCommand({ repositoryName })).then(
        ({ policyText }) => policyText,
        (error: Error) => error.name,
      ),
    };
  });
  const all = await Promise.all(each);
  ecr.destroy();
  return JSON.stringify(all, null, 2);
}

const run = (more: Partial<Parameters<typeof runVerify>[0]> = {}) =>
  runVerify({
    endpoint: sandbox.endpoint,
    keys: sandbox.deployer,
    registry: REGISTRY,
    environment: { ECR_ACCESS_SANDBOX_ISSUER: sandbox.issuerKey },
    args: ["--timeout", "5"],
    ...more,
  });

test("roles by account, external id and GitHub are all proved, and nothing has changed", async () => {
  const before = await everything();
  const { status, stderr, verification } = await run();
  expect({ status, result: verification?.result, stderr }).toMatchObject({ status: 0, result: "proved" });
  expect(
    verification!.cells.filter((cell) => cell.observed === "allowed").map((cell) => cell.action),
  ).toEqual(expect.arrayContaining(["ecr:PutImage", "ecr:BatchDeleteImage", "ecr:GetAuthorizationToken"]));
  expect(await everything()).toBe(before);
});

test("--read-only makes no call that could write", async () => {
  const { status, verification } = await run({
    args: ["--read-only", "--role", "team-a-push", "--timeout", "5"],
  });
  expect(status).toBe(0);
  const actions = new Set(verification!.cells.map((cell) => cell.action));
  expect([...actions]).toEqual(expect.not.arrayContaining(["ecr:PutImage", "ecr:BatchDeleteImage"]));
});

test("a role that trusts only GitHub can't be assumed without the sandbox's key: inconclusive, and said so", async () => {
  const { status, stderr } = await run({
    environment: {},
    args: ["--role", "team-a-admin", "--timeout", "1"],
  });
  expect(status).toBe(3);
  expect(stderr).toContain(
    "team-a-admin trusts only GitHub Actions of acme/shop, not arn:aws:iam::123456789012:user/deployer, and no verifier is named: it can't be assumed from here",
  );
});

test("a role that trusts somebody else can't be assumed either", async () => {
  const registry = REGISTRY.replace("    shares:\n", `${SOMEBODY.slice(1)}    shares:\n`);
  const { status, stderr } = await run({ registry, args: ["--role", "team-a-far", "--timeout", "1"] });
  expect(status).toBe(3);
  expect(stderr).toContain("team-a-far trusts arn:aws:iam::123456789012:role/somebody-else, not");
});

test.each(["SIGINT", "SIGTERM"] as const)(
  "%s: it prints what it knows, as inconclusive, and is gone within a second",
  async (signal) => {
    let sent = 0;
    const { status, stderr, ended, verification } = await run({
      onOutput: (text, kill) => {
        if (sent || !text.includes("at a time")) return;
        setTimeout(() => {
          sent = Date.now();
          kill(signal);
        }, 1_500);
      },
    });
    expect(status).toBe(3);
    expect(verification!.result).toBe("inconclusive");
    expect(stderr).toContain("not shown: interrupted");
    expect(verification!.cells.some((cell) => cell.observed === "allowed")).toBe(true);
    expect(ended - sent).toBeLessThan(1_000);
  },
);

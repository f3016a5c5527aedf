/**
 * moto's own tests for ECR, IAM and STS, through the gateway, as an administrator. They come from moto's source package
 * at the version that the sandbox pins. `refused-by-aws.json` holds the ones that can't pass, by what AWS does instead.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runChild } from "../../../lib/system/child";
import { pythonEnvironment } from "../../../sandbox/moto/environment";
import refusedByAws from "./refused-by-aws.json";
import { type ResettableSandbox, startResettable } from "./server";

interface Outcome {
  readonly test: string;
  readonly outcome: "passed" | "failed" | "skipped";
  readonly reason: string;
}

jest.setTimeout(30 * 60_000);

describe("moto's own tests", () => {
  let folder: string;
  let sandbox: ResettableSandbox;
  let python: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "ecr-access-moto-tests-"));
    python = await pythonEnvironment(join(__dirname, "requirements.txt"));
    sandbox = await startResettable("us-east-1");
  });

  afterAll(async () => {
    await sandbox.close();
    rmSync(folder, { recursive: true });
  });

  const run = (args: string[], cwd: string, more: Record<string, string> = {}) =>
    runChild(python, args, { cwd, environment: { PATH: process.env.PATH, HOME: process.env.HOME, ...more } });

  test("pass, but for those that AWS itself would refuse", async () => {
    const version = /^moto==(.*)$/m.exec(readFileSync(join(__dirname, "requirements.txt"), "utf8"))![1]!;
    const source = ["download", "--quiet", "--no-deps", "--no-binary", ":all:", `moto==${version}`];
    expect(await run(["-m", "pip", ...source], folder)).toMatchObject({ status: 0 });
    const archive = readdirSync(folder).find((name) => name.endsWith(".tar.gz"))!;
    expect(await run(["-m", "tarfile", "-e", archive], folder)).toMatchObject({ status: 0 });
    const outcomes = join(folder, "outcomes.jsonl");

    const suites = ["tests/test_ecr", "tests/test_iam", "tests/test_sts"];
    const options = ["-q", "-p", "administrator", "--ignore-glob=*cloudformation*", "--tb=line"];
    await run(["-m", "pytest", ...options, ...suites], join(folder, `moto-${version}`), {
      PYTHONPATH: __dirname,
      PYTHONDONTWRITEBYTECODE: "1",
      TEST_SERVER_MODE: "true",
      TEST_SERVER_MODE_ENDPOINT: sandbox.endpoint,
      FRESH_ACCOUNT: sandbox.fresh,
      OUTCOMES: outcomes,
      AWS_CONFIG_FILE: "/dev/null",
      AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    });

    const explained = new Set(Object.values(refusedByAws).flat());
    const lines = readFileSync(outcomes, "utf8").trim().split("\n");
    const results = lines.map((line) => JSON.parse(line) as Outcome);
    const unexplained = results.filter(({ test, outcome }) => outcome === "failed" && !explained.has(test));
    expect(unexplained).toEqual([]);
    expect(results.filter(({ outcome }) => outcome === "passed").length).toBeGreaterThanOrEqual(400);
  });
});

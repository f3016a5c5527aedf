/**
 * moto's own tests for ECR, IAM and STS: those that pass against a plain moto server pass through the gateway, as an
 * administrator. They come from moto's source package at the version that the sandbox pins. `refused-by-aws.json` holds
 * the ones that AWS itself would not let pass, by what it does instead, and by what the test's failure must show of it.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runChild } from "../../../lib/system/child";
import { pythonEnvironment } from "../../../sandbox/moto/environment";
import { startPlain } from "./plain";
import refusedByAws from "./refused-by-aws.json";
import { type ResettableSandbox, startResettable } from "./server";

interface Outcome {
  readonly test: string;
  readonly outcome: "passed" | "failed" | "skipped";
  /** The end of a failure's report. */
  readonly reason: string;
}

jest.setTimeout(30 * 60_000);

describe("moto's own tests", () => {
  let folder: string;
  let source: string;
  let python: string;
  let sandbox: ResettableSandbox;

  const run = (args: string[], cwd: string, more: Record<string, string> = {}) =>
    runChild(python, args, { cwd, environment: { PATH: process.env.PATH, HOME: process.env.HOME, ...more } });

  /** Outcomes by test: a failure of its setup or its end counts for the test. */
  async function outcomes(name: string, server: Record<string, string>): Promise<Map<string, Outcome>> {
    const file = join(folder, `${name}.jsonl`);
    const suites = ["tests/test_ecr", "tests/test_iam", "tests/test_sts"];
    const options = [
      "-q",
      "--color=no",
      "-p",
      "administrator",
      "--ignore-glob=*cloudformation*",
      "--tb=line",
    ];
    await run(["-m", "pytest", ...options, ...suites], source, {
      PYTHONPATH: __dirname,
      PYTHONDONTWRITEBYTECODE: "1",
      TEST_SERVER_MODE: "true",
      OUTCOMES: file,
      AWS_CONFIG_FILE: "/dev/null",
      AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
      ...server,
    });
    const lines = readFileSync(file, "utf8").trim().split("\n");
    const all = lines.map((line) => JSON.parse(line) as Outcome);
    const failed = all.filter(({ outcome }) => outcome === "failed");
    return new Map([...all, ...failed].map((outcome) => [outcome.test, outcome]));
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "ecr-access-moto-tests-"));
    python = await pythonEnvironment(join(__dirname, "requirements.txt"));
    const version = /^moto==(.*)$/m.exec(readFileSync(join(__dirname, "requirements.txt"), "utf8"))![1]!;
    const download = ["download", "--quiet", "--no-deps", "--no-binary", ":all:", `moto==${version}`];
    expect(await run(["-m", "pip", ...download], folder)).toMatchObject({ status: 0 });
    const archive = readdirSync(folder).find((name) => name.endsWith(".tar.gz"))!;
    expect(await run(["-m", "tarfile", "-e", archive], folder)).toMatchObject({ status: 0 });
    source = join(folder, `moto-${version}`);
    sandbox = await startResettable("us-east-1");
  });

  afterAll(async () => {
    await sandbox.close();
    rmSync(folder, { recursive: true });
  });

  test("pass through the gateway where they pass without it, but for those that AWS would not let pass", async () => {
    const plain = await startPlain(python);
    const without = await outcomes("plain", { TEST_SERVER_MODE_ENDPOINT: plain.endpoint });
    await plain.stop();
    const { endpoint, fresh } = sandbox;
    const through = await outcomes("gateway", { TEST_SERVER_MODE_ENDPOINT: endpoint, FRESH_ACCOUNT: fresh });

    const passing = [...without.values()].filter(({ outcome }) => outcome === "passed");
    expect(passing.length).toBeGreaterThan(500);
    const lost = passing.map(({ test }) => through.get(test)).filter((now) => now?.outcome !== "passed");
    const unexplained = lost.filter((now) => {
      const entry = refusedByAws.find(({ tests }) => now && tests.includes(now.test));
      return !entry || !new RegExp(entry.shows).test(now!.reason);
    });
    expect(unexplained).toEqual([]);
    const stale = refusedByAws
      .flatMap(({ tests }) => tests)
      .filter((test) => through.get(test)?.outcome !== "failed");
    expect(stale).toEqual([]);
  });
});

import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "../../cli/root";
import type { Verification } from "../../lib/verify/result";

/** Where `ecr-access verify` is led, and by what. */
export interface VerifyProcess {
  readonly endpoint: string;
  readonly keys: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
  readonly args?: readonly string[];
  /** Text of registry.yaml. @default - the lab's own */
  readonly registry?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Called with everything that is printed, as it comes. */
  readonly onOutput?: (text: string, kill: (signal: NodeJS.Signals) => void) => void;
}

export interface VerifyResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Every file of the run by name: the reports, and the registry. */
  readonly files: Readonly<Record<string, string>>;
  /** The JSON report, where one was written. */
  readonly verification?: Verification;
  /** When the process ended, in milliseconds since 1970. */
  readonly ended: number;
}

/** Runs the real command in a folder of its own, which gets all four reports, with an environment built from nothing. */
export async function runVerify(run: VerifyProcess): Promise<VerifyResult> {
  const folder = mkdtempSync(join(tmpdir(), "verify-"));
  try {
    const text = run.registry ?? readFileSync(join(ROOT, "registry.yaml"), "utf8");
    writeFileSync(join(folder, "registry.yaml"), text);
    const reports = [
      "--format",
      "json",
      "--out",
      "report.json",
      "--junit",
      "report.xml",
      "--html",
      "report.html",
    ];
    const { status, stdout, stderr, ended } = await start(folder, [...reports, ...(run.args ?? [])], run);
    const names = readdirSync(folder).sort();
    const files = Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), "utf8")]));
    const json = files["report.json"];
    const verification = json === undefined ? undefined : (JSON.parse(json) as Verification);
    return { status, stdout, stderr, files, ended, ...(verification && { verification }) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function start(
  cwd: string,
  args: readonly string[],
  { endpoint, keys, environment, onOutput }: VerifyProcess,
): Promise<{ status: number | null; stdout: string; stderr: string; ended: number }> {
  const child = spawn(process.execPath, [join(ROOT, "cli/main.js"), "verify", ...args], {
    cwd,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      PATH: process.env.PATH,
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: "us-west-2",
      AWS_ACCESS_KEY_ID: keys.accessKeyId,
      AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
      ...(keys.sessionToken && { AWS_SESSION_TOKEN: keys.sessionToken }),
      AWS_CONFIG_FILE: "/dev/null",
      AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
      AWS_EC2_METADATA_DISABLED: "true",
      ...environment,
    },
  });
  const output = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"] as const) {
    child[stream].setEncoding("utf8").on("data", (text: string) => {
      output[stream] += text;
      onOutput?.(text, (signal) => child.kill(signal));
    });
  }
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (status) => resolve({ status, ...output, ended: Date.now() }));
  });
}

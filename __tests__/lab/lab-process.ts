import { type ChildProcess, spawn } from "node:child_process";

export interface LabResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** `ecr-access lab` as a process of its own. */
export interface LabProcess {
  readonly child: ChildProcess;
  readonly ended: Promise<LabResult>;
  /** Resolves once stdout holds that text, and rejects when the process ends before. */
  printed(text: string): Promise<string>;
}

/** Starts the lab of a checkout with exactly that environment. */
export function startLab(
  checkout: string,
  environment: Record<string, string | undefined>,
  args: readonly string[] = [],
): LabProcess {
  const child = spawn(process.execPath, ["cli/main.js", "lab", ...args], {
    cwd: checkout,
    env: environment as NodeJS.ProcessEnv,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (output.stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (output.stderr += text));
  const ended = new Promise<LabResult>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (status) => resolve({ status, ...output }));
  });
  const printed = (text: string) =>
    new Promise<string>((resolve, reject) => {
      const look = () => output.stdout.includes(text) && resolve(output.stdout);
      child.stdout.on("data", look);
      void ended.then(() =>
        reject(new Error(`the lab ended before it printed ${text}: ${output.stdout}${output.stderr}`)),
      );
      look();
    });
  return { child, ended, printed };
}

/** What a program needs of this machine to run at all. */
export function plainEnvironment(home: string): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries({ ...process.env, HOME: home }).filter(
      ([name]) => !/^(AWS_|ECR_|TF_|CDKTF_|ACCOUNT_ID)/.test(name),
    ),
  );
}

import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateRepositoryCommand, DescribeRepositoriesCommand, ECRClient } from "@aws-sdk/client-ecr";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { ROOT } from "../../cli/root";
import { pythonEnvironment } from "../../sandbox/moto/environment";
import { startMoto } from "../../sandbox/moto/process";
import { type Sandbox, startSandbox } from "../../sandbox/sandbox";

const place = { account: "123456789012", region: "us-west-2" };

jest.setTimeout(120_000);

/** The motos that descend from that process. */
function motosBelow(pid: number): number[] {
  const table = execFileSync("ps", ["-eo", "pid=,ppid=,args="], { encoding: "utf8" })
    .split("\n")
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .filter((row) => row !== null)
    .map(([, child, parent, args]) => ({ pid: Number(child), parent: Number(parent), args: args! }));
  const below = (parent: number): typeof table =>
    table.filter((row) => row.parent === parent).flatMap((row) => [row, ...below(row.pid)]);
  return below(pid)
    .filter(({ args }) => args.endsWith("serve.py"))
    .map((row) => row.pid);
}

function isRunning(pid: number): boolean {
  try {
    return !readFileSync(`/proc/${pid}/stat`, "utf8").includes(") Z ");
  } catch {
    return false;
  }
}

async function gone(pids: readonly number[]): Promise<boolean> {
  for (let tries = 0; tries < 100 && pids.some(isRunning); tries++)
    await new Promise((resolve) => setTimeout(resolve, 50));
  return !pids.some(isRunning);
}

/** `ecr-access sandbox` as a process of its own. */
async function startCommand(args: string[] = [], more: Record<string, string> = {}) {
  const env = { ...process.env, ...more };
  const child = spawn(process.execPath, [join(ROOT, "cli/main.js"), "sandbox", ...args], { cwd: ROOT, env });
  started.push(child);
  const output = { stdout: "", stderr: "" };
  child.stdout.on("data", (text: Buffer) => (output.stdout += text.toString()));
  child.stderr.on("data", (text: Buffer) => (output.stderr += text.toString()));
  const ended = once(child, "close") as Promise<[number | null]>;
  const printed = async (pattern: RegExp) => {
    while (!pattern.test(output.stderr)) {
      if (child.exitCode !== null) throw new Error(output.stderr);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  return { child, output, ended, printed };
}

const motoOf = (child: ChildProcess) => motosBelow(child.pid!);

const started: ChildProcess[] = [];

afterEach(() => started.splice(0).forEach((child) => child.kill("SIGKILL")));

describe("the command", () => {
  test.each([
    ["SIGTERM", 0],
    ["SIGINT", 0],
    ["SIGKILL", null],
  ] as const)("ended by %s exits with %s and leaves neither a process nor a file", async (signal, status) => {
    const folder = mkdtempSync(join(tmpdir(), "ecr-access-tmp-"));
    const { child, ended, printed } = await startCommand([], { TMPDIR: folder });
    await printed(/ready/);
    const processes = motoOf(child);
    expect(processes).toHaveLength(1);
    child.kill(signal);
    expect((await ended)[0]).toBe(status);
    expect(await gone(processes)).toBe(true);
    expect(readdirSync(folder).filter((name) => name.startsWith("ecr-access"))).toEqual([]);
    rmSync(folder, { recursive: true });
  });

  test("says what happened when moto dies, and exits with 4", async () => {
    const { child, output, ended, printed } = await startCommand();
    await printed(/ready/);
    process.kill(motoOf(child)[0]!, "SIGKILL");
    expect((await ended)[0]).toBe(4);
    expect(output.stderr).toContain("the sandbox's moto ended");
  });

  test("prints lines that a shell can source", async () => {
    const { child, output, ended, printed } = await startCommand();
    await printed(/ready/);
    const shell = `${output.stdout}\nprintf '%s %s' "$AWS_ENDPOINT_URL" "$TF_WORKSPACE"`;
    const [endpoint, workspace] = execFileSync("sh", ["-c", shell], { encoding: "utf8" }).split(" ");
    expect(endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(workspace).toBe("sandbox");
    expect(
      output.stdout
        .split("\n")
        .filter(Boolean)
        .every((line) => /^(export|unset) /.test(line)),
    ).toBe(true);
    child.kill("SIGTERM");
    await ended;
  });

  test.each([
    [["--port", "x"], '--port must be a whole number from 0 to 65535, got "x"'],
    [["--port", "65536"], '--port must be a whole number from 0 to 65535, got "65536"'],
    [["--host", "0.0.0.0"], 'the sandbox listens on a loopback address only, got "0.0.0.0"'],
    [["--faults", "/nowhere.yaml"], "/nowhere.yaml: can't be read: ENOENT"],
    [["--log", "/nowhere/log"], "--log: ENOENT"],
  ])("refuses %j with one line and exit 2", async (args, message) => {
    const { output, ended } = await startCommand(args);
    expect((await ended)[0]).toBe(2);
    expect(output.stderr.trim().split("\n")).toEqual([expect.stringContaining(message)]);
  });

  test("ends, saying why, when the decision log can't be written", async () => {
    const { output, ended, printed } = await startCommand(["--log", "/dev/full"]);
    await printed(/ready|ENOSPC/).catch(() => undefined);
    const endpoint = /AWS_ENDPOINT_URL=(\S+)/.exec(output.stdout)?.[1];
    if (endpoint) await fetch(endpoint, { method: "POST" }).catch(() => undefined);
    expect((await ended)[0]).toBe(4);
    expect(output.stderr).toContain("the decision log can't be written: ENOSPC");
  });

  test("explains a denial as it happens, and logs a line a decision", async () => {
    const folder = mkdtempSync(join(tmpdir(), "ecr-access-log-"));
    const log = join(folder, "decisions.jsonl");
    const { child, output, ended, printed } = await startCommand(["--explain", "--log", log]);
    await printed(/ready/);
    await fetch(/AWS_ENDPOINT_URL=(\S+)/.exec(output.stdout)![1]!, { method: "POST" });
    await printed(/refused: an unknown sender/);
    child.kill("SIGTERM");
    await ended;
    const lines = readFileSync(log, "utf8").trim().split("\n");
    expect(lines.map((line) => JSON.parse(line) as object).at(-1)).toMatchObject({ verdict: "Refused" });
    rmSync(folder, { recursive: true });
  });
});

describe("two sandboxes side by side", () => {
  let sandboxes: Sandbox[];

  beforeEach(async () => {
    sandboxes = await Promise.all([startSandbox(place), startSandbox(place)]);
  });

  afterEach(() => Promise.all(sandboxes.map((sandbox) => sandbox.stop())));

  const ecr = ({ endpoint, deployer }: Sandbox) =>
    new ECRClient({ endpoint, region: place.region, credentials: deployer });

  test("share neither repositories nor keys", async () => {
    const [one, two] = sandboxes as [Sandbox, Sandbox];
    await ecr(one).send(new CreateRepositoryCommand({ repositoryName: "team-a/alpine" }));
    expect((await ecr(two).send(new DescribeRepositoriesCommand({}))).repositories).toEqual([]);
    const crossed = new STSClient({
      endpoint: two.endpoint,
      region: place.region,
      credentials: one.deployer,
    });
    await expect(crossed.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
      name: "InvalidClientTokenId",
    });
  });

  test("end one by one, and what was in one is gone with it", async () => {
    const [one, two] = sandboxes as [Sandbox, Sandbox];
    await one.stop();
    await expect(one.stopped).resolves.toBeUndefined();
    await expect(fetch(one.endpoint)).rejects.toThrow();
    expect((await ecr(two).send(new DescribeRepositoriesCommand({}))).repositories).toEqual([]);
  });
});

test("a port that is taken is said to be, and nothing is left behind", async () => {
  const sandbox = await startSandbox(place);
  const before = motosBelow(process.pid).length;
  const port = Number(new URL(sandbox.endpoint).port);
  await expect(startSandbox({ ...place, port })).rejects.toMatchObject({ code: "EADDRINUSE" });
  expect(motosBelow(process.pid)).toHaveLength(before);
  await sandbox.stop();
});

test("moto answers nobody but the gateway", async () => {
  const moto = await startMoto();
  expect((await fetch(`http://127.0.0.1:${moto.port}/moto-api/data.json`)).status).toBe(403);
  const headers = { "x-sandbox-key": moto.key };
  expect((await fetch(`http://127.0.0.1:${moto.port}/moto-api/data.json`, { headers })).status).toBe(200);
  await moto.stop();
});

test("starting is given up when it is interrupted, and nothing is left behind", async () => {
  const before = motosBelow(process.pid).length;
  await expect(startSandbox({ ...place, signal: AbortSignal.abort(new Error("enough")) })).rejects.toThrow(
    "enough",
  );
  expect(motosBelow(process.pid)).toHaveLength(before);
});

test("a Python environment is made whole by two at once, and found by the third", async () => {
  const cache = mkdtempSync(join(tmpdir(), "ecr-access-cache-"));
  const requirements = join(cache, "requirements.txt");
  writeFileSync(requirements, "six==1.17.0\n");
  const messages: string[] = [];
  const make = () =>
    pythonEnvironment(requirements, { cache, onProgress: (message) => messages.push(message) });
  const [one, two] = await Promise.all([make(), make()]);
  expect(one).toBe(two);
  expect(await make()).toBe(one);
  expect(messages).toHaveLength(2);
  expect(execFileSync(one, ["-c", "import six; print(six.__version__)"], { encoding: "utf8" })).toBe(
    "1.17.0\n",
  );
  expect(
    execFileSync("ls", [cache], { encoding: "utf8" })
      .split("\n")
      .filter((name) => name.endsWith(".tmp")),
  ).toEqual([]);
  rmSync(cache, { recursive: true });
});

import { randomBytes } from "node:crypto";
import { existsSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { explain } from "../../sandbox/explain";
import { FaultsError, loadFaults } from "../../sandbox/faults/load";
import { refuseMoreThanLoopback } from "../../sandbox/loopback";
import { PythonMissing } from "../../sandbox/moto/environment";
import { type Sandbox, type SandboxOptions, startSandbox } from "../../sandbox/sandbox";
import { sandboxVariables, shellEnvironment, shellLines } from "../exports";
import { UsageError, WorkError } from "../failure";
import { interruptSignal } from "../interrupt";
import { registryEnvironment } from "../lab/environment";
import { readRegistry } from "../read-registry";
import type { SandboxFlags } from "../sandbox";

/** Serves a sandbox until SIGINT or SIGTERM; prints how to reach it, and with `--explain` what it denies. */
export async function runSandbox(flags: SandboxFlags): Promise<void> {
  const options = readFlags(flags);
  const signal = interruptSignal();
  const sandbox = await start({ ...options, signal });
  if (!sandbox) return;
  // of the shell that sources the lines, in place of the user's: there once something is written to them, not before
  const directory = join(tmpdir(), `ecr-access-sandbox-${randomBytes(12).toString("hex")}`);
  try {
    console.log(exportLines(sandbox, options, directory).join("\n"));
    console.error(`The sandbox is ready at ${sandbox.endpoint}; Ctrl-C ends it`);
    await untilInterrupted(sandbox, signal);
  } finally {
    await sandbox.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

function readFlags(flags: SandboxFlags): SandboxOptions {
  const problems: string[] = [];
  if (!/^\d{1,5}$/.test(flags.port) || Number(flags.port) > 65_535) {
    problems.push(`--port must be a whole number from 0 to 65535, got "${flags.port}"`);
  }
  const collect = <T>(read: () => T): T | undefined => {
    try {
      return read();
    } catch (error) {
      if (error instanceof FaultsError) problems.push(...error.problems);
      else if (error instanceof RangeError) problems.push(`--host: ${error.message}`);
      else throw error;
      return undefined;
    }
  };
  collect(() => refuseMoreThanLoopback(flags.host));
  const faults = flags.faults === undefined ? undefined : collect(() => loadFaults(flags.faults!));
  if (problems.length) throw new UsageError(...problems);
  return {
    ...location(flags.config),
    host: flags.host,
    port: Number(flags.port),
    log: flags.log,
    faults,
    onDecision: flags.explain && printDenial,
    onProgress: (message) => console.error(message),
  };
}

/** The registry's account and region; without a registry, the lab's. */
function location(config: string): { account: string; region: string } {
  const environment = registryEnvironment(process.env);
  if (existsSync(config)) return readRegistry(config, environment);
  return {
    account: environment.ACCOUNT_ID || "123456789012",
    region: environment.AWS_REGION || "us-west-2",
  };
}

function printDenial(decision: Parameters<typeof explain>[0]): void {
  const text = explain(decision);
  if (text !== undefined) console.error(text);
}

/** `undefined`: interrupted meanwhile. */
async function start(options: SandboxOptions): Promise<Sandbox | undefined> {
  try {
    return await startSandbox(options);
  } catch (error) {
    if (options.signal?.aborted) return undefined;
    const { code, message } = error as NodeJS.ErrnoException;
    if (error instanceof PythonMissing) throw new UsageError(message);
    if (code === "EADDRINUSE") throw new UsageError(`--port must be a free port, got "${options.port}"`);
    if (code === "ENOENT" || code === "EACCES" || code === "EISDIR")
      throw new UsageError(`--log: ${message}`);
    throw new WorkError(`the sandbox could not start: ${message}`);
  }
}

function exportLines(
  { endpoint, deployer, issuerKey }: Sandbox,
  { account, region }: SandboxOptions,
  directory: string,
) {
  const credentialsFile = join(directory, "credentials");
  const configFile = join(directory, "config");
  const variables = sandboxVariables({
    endpoint,
    deployer,
    issuerKey,
    account,
    region,
    credentialsFile,
    configFile,
  });
  return shellLines(shellEnvironment(variables, process.env));
}

async function untilInterrupted(sandbox: Sandbox, signal: AbortSignal): Promise<void> {
  const interrupted = new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
  try {
    await (signal.aborted || Promise.race([interrupted, sandbox.stopped]));
  } catch (error) {
    throw new WorkError((error as Error).message);
  }
}

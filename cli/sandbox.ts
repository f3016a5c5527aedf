import type { Command } from "commander";

interface SandboxFlags {
  readonly config: string;
  readonly host: string;
  readonly port: string;
  readonly log?: string;
  readonly explain?: true;
  readonly faults?: string;
}

/** `ecr-access sandbox`: serve the local AWS until it is interrupted. */
export function addSandbox(program: Command): void {
  program
    .command("sandbox")
    .description("serve a local AWS that enforces IAM, and print the environment that reaches it")
    .option("--config <FILE>", "take account and region from this registry, if it is there", "registry.yaml")
    .option("--host <ADDRESS>", "loopback address to listen on", "127.0.0.1")
    .option("--port <N>", "port to listen on; 0 takes any free one", "0")
    .option("--log <FILE>", "add one JSON line a decision to this file")
    .option("--explain", "print each denial as it happens, with the statement that was missing")
    .option("--faults <FILE>", "inject the faults that this YAML file lists")
    .addHelpText(
      "after",
      `
Needs Python 3. Everything that was made in it is gone when it ends.

Exit status: 0 interrupted, 2 bad input, 4 it could not start or ended by itself.`,
    )
    .action(async (flags: SandboxFlags) => {
      const { runSandbox } = require("./sandbox/run") as typeof import("./sandbox/run");
      await runSandbox(flags);
    });
}

export type { SandboxFlags };

import { type Command, InvalidArgumentError } from "commander";
import { interruptSignal } from "./interrupt";
import type { VerifyOptions } from "./verify/options";

/** `ecr-access verify`: the live proof of every cell. Its parts are in `cli/verify/`, the proof itself in `lib/verify/`. */
export function addVerify(program: Command): void {
  program
    .command("verify")
    .description("prove every cell live: assume each role, call ECR as it, compare with what was declared")
    .option("--config <FILE>", "the registry that declares the cells", "registry.yaml")
    .option(
      "--from <FROM>",
      "synthesized folder, cdk.tf.json, plan or state to predict from (default: cdktf.out if it is there)",
    )
    .option("--role <R...>", "only these roles")
    .option("--repository <P...>", "only these repositories; a * at the end stands for any rest")
    .option("--actions <A,…>", "only these actions", list)
    .option(
      "--read-only",
      "leave out the probes of PutImage and BatchDeleteImage, which change nothing either",
    )
    .option(
      "--sample <N>",
      "probe only N cells of each group that behaves alike, near misses first",
      wholeNumber(1, 1_000_000),
    )
    .option("--format <FORMAT>", "table, markdown or json", "table")
    .option("--out <FILE>", "write the report there instead of to stdout")
    .option("--junit <FILE>", "write a JUnit report too, a test case a cell")
    .option("--html <FILE>", "write a page too, to keep or to send")
    .option(
      "--timeout <SECONDS>",
      "how long to wait for an answer that is not the expected one",
      wholeNumber(0, 3_600),
      120,
    )
    .option("--concurrency <N>", "most calls at the same time", wholeNumber(1, 100), 10)
    .addHelpText(
      "after",
      `
Credentials and endpoint come from the AWS SDK's usual places; the caller must be allowed to assume the roles. No call
changes anything. Each denied call is an AccessDenied event in the account's CloudTrail (user agent ecr-access-verify).

Exit status: 0 proved, 1 a cell contradicts, 2 bad input, 3 inconclusive, 4 the work could not be done.`,
    )
    .action(async (options: VerifyOptions) => {
      const signal = interruptSignal(); // before the SDK is loaded, the longest part of a start
      const { runVerify } = require("./verify/run") as typeof import("./verify/run");
      process.exitCode = await runVerify(options, signal);
    });
}

function list(text: string): string[] {
  return text
    .split(",")
    .map((name) => name.trim())
    .filter(Boolean);
}

function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`must be a whole number from ${least} to ${most}`);
  };
}

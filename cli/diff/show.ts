import { type Changes, changesBetween } from "../../lib/matrix/changes";
import { inAccount } from "../../lib/matrix/in-account";
import { changesJson } from "../../lib/report/changes-json";
import { changesMarkdown } from "../../lib/report/changes-markdown";
import { changesTable } from "../../lib/report/changes-table";
import { writeWhole } from "../../lib/system/write-file";
import { UsageError } from "../failure";
import { readSource } from "../read-matrix";

export interface DiffOptions {
  readonly failOn: "broadening" | "any" | "never";
  readonly format: "table" | "markdown" | "json";
  readonly out?: string;
  readonly acrossAccounts?: boolean;
}

const RENDER = { table: changesTable, markdown: changesMarkdown, json: changesJson } as const;

/** Shows or writes what changes; the exit status is what `failOn` makes of it. */
export function showDiff(base: string, head: string, options: DiffOptions): number {
  const [before, after] = [readSource(base), readSource(head)];
  const accounts = [before.account, after.account];
  if (!options.acrossAccounts && !accounts.includes(undefined) && accounts[0] !== accounts[1]) {
    throw new UsageError(
      `${base} is about account ${accounts[0]}, ${head} about ${accounts[1]}: --across-accounts compares them all the same`,
    );
  }
  const changes = changesBetween(inAccount(before, after.account), after);
  const text = RENDER[options.format](changes);
  if (options.out === undefined) process.stdout.write(text);
  else write(options.out, text);
  return fails(changes, options.failOn) ? 1 : 0;
}

function write(file: string, content: string): void {
  try {
    writeWhole(file, content);
  } catch (error) {
    throw new UsageError(`--out ${file}: ${(error as Error).message}`);
  }
}

function fails({ access, assume }: Changes, failOn: DiffOptions["failOn"]): boolean {
  if (failOn === "never") return false;
  return [...access, ...assume].some(({ direction }) => failOn === "any" || direction === "gained");
}

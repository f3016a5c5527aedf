import { type Isolation, isolationOf } from "../../lib/matrix/isolation";
import { isolationJson } from "../../lib/report/isolation-json";
import { isolationMarkdown } from "../../lib/report/isolation-markdown";
import { isolationText } from "../../lib/report/isolation-text";
import { readSource } from "../read-matrix";
import { readRegistry } from "../read-registry";

export interface IsolationOptions {
  readonly config: string;
  readonly from: string;
  /** @default table */
  readonly format?: "table" | "markdown" | "json";
}

/** Prints who reaches in; the exit status says whether the registry declares it. */
export function showIsolation({ config, from, format = "table" }: IsolationOptions): number {
  const registry = readRegistry(config);
  const inventory = readSource(from, registry);
  const isolation = isolationOf(inventory, registry);
  process.stdout.write(render(isolation, format));
  if (isolation.leaks.some(({ certain }) => certain)) return 1;
  return isolation.leaks.length ? 3 : 0;
}

function render(isolation: Isolation, format: NonNullable<IsolationOptions["format"]>): string {
  switch (format) {
    case "table":
      return isolationText(isolation);
    case "markdown":
      return `${isolationMarkdown(isolation).join("\n")}\n`;
    case "json":
      return isolationJson(isolation);
  }
}

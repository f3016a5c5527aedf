/** `node --require tsx/cjs __tests__/terraform/support/record.ts [CASE…]`: records the cases' plans and states anew. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CASES, plannableCases, expectationsOf, filesOf } from "./cases";
import { runCase } from "./run-case";

/** What a reader of access has no use for. */
const LEFT_OUT = new Set([
  "description",
  "sensitive_values",
  "before_sensitive",
  "after_sensitive",
  "relevant_attributes",
  "timestamp",
  "output_changes",
  "resource_drift",
  "checks",
]);

function trim(json: string): string {
  const content: unknown = JSON.parse(json, (key, value: unknown) => (LEFT_OUT.has(key) ? undefined : value));
  return `${JSON.stringify(content, null, 1)}\n`;
}

async function main(names: readonly string[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "ecr-access-cases-"));
  try {
    for (const name of names.length ? names : plannableCases()) {
      const wanted = filesOf(expectationsOf(name));
      await runCase(name, join(folder, name), (file, json) => {
        if (wanted.includes(file)) writeFileSync(join(CASES, name, `${file}.json`), trim(json));
      });
      console.log(`recorded ${name}`);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

void main(process.argv.slice(2));

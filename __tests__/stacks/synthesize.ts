import { tmpdir } from "node:os";
import type { Construct } from "constructs";
import { type TerraformStack, Testing } from "cdktf";
import type { Registry } from "../../lib/config/registry";

type Body = Record<string, unknown>;

/** A stack's synthesized JSON, as a reviewer reads it. */
export interface Synthesized {
  readonly terraform: { readonly backend: Body; readonly required_providers: Body };
  readonly provider: Record<string, Body[]>;
  /** Type → name → arguments. */
  readonly resource?: Record<string, Record<string, Body>>;
  readonly output?: Record<string, { readonly value: unknown }>;
}

type StackClass = new (scope: Construct, id: string, registry: Registry) => TerraformStack;

const documents = ["policy", "assume_role_policy"];

/** The stack's JSON with its policy documents expanded. */
export function synthesize(Stack: StackClass, id: string, registry: Registry): Synthesized {
  const json = withoutStackTraces(() => {
    // Nothing is written there; without it, each app makes a folder of its own that nobody removes.
    const app = Testing.app({ outdir: tmpdir() });
    return Testing.synth(new Stack(app, id, registry), true);
  });
  return JSON.parse(json, (key, value) =>
    documents.includes(key) && typeof value === "string" ? JSON.parse(value) : value,
  );
}

/** The CDK takes a stack trace for every token, and Jest maps each to its source: that would be half of the time. */
function withoutStackTraces<Result>(run: () => Result): Result {
  const prepare = Error.prepareStackTrace;
  Error.prepareStackTrace = () => "";
  try {
    return run();
  } finally {
    Error.prepareStackTrace = prepare;
  }
}

/** Every resource of that type: none if the stack has none. */
export function resources(synthesized: Synthesized, type: string): Body[] {
  return Object.values(synthesized.resource?.[type] ?? {});
}

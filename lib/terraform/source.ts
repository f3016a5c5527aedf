import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { buildInventory } from "./build-inventory";
import { fingerprintOf } from "./origin";
import type { Inventory } from "./inventory";
import { type JsonObject, isObject } from "./json";
import { readPlan } from "./plan";
import type { PartialLocation, TerraformFile } from "./resource";
import { readState } from "./state";
import { readSynthesized } from "./synthesized";
import type { StackFile } from "./synthesized-stack";

/** FROM cannot be read: one finished line. */
export class SourceError extends Error {}

/**
 * Reads FROM: a synthesized folder, a `cdk.tf.json`, or what `terraform show -json` prints of a plan or a state.
 *
 * @param assumed account and region where nothing in FROM tells them
 * @throws SourceError
 */
export function readInventory(from: string, assumed: PartialLocation = {}): Inventory {
  try {
    const { file, content } = readFrom(from, assumed);
    return { ...buildInventory(file, assumed), fingerprint: fingerprintOf(content) };
  } catch (error) {
    if (error instanceof RangeError) throw new SourceError(`${from}: is nested too deeply to be read`);
    throw error;
  }
}

function readFrom(
  from: string,
  assumed: PartialLocation,
): { file: TerraformFile; content: readonly StackFile[] } {
  if (!existsSync(from))
    throw new SourceError(`${from}: there is no such file or folder; npx cdktf synth makes cdktf.out`);
  if (statSync(from).isDirectory()) {
    const stacks = stackFiles(from);
    return { file: readSynthesized(stacks, assumed), content: stacks };
  }
  const content = parse(from);
  if (
    isObject(content.planned_values) ||
    isObject(content.resource_changes) ||
    Array.isArray(content.resource_changes)
  ) {
    if (content.errored === true)
      throw new SourceError(`${from}: planning failed, so the plan does not say what will be`);
    return { file: readPlan(content), content: [{ name: basename(from), content }] };
  }
  if ("values" in content || ("terraform_version" in content && "format_version" in content))
    return { file: readState(content), content: [{ name: basename(from), content }] };
  if (isSynthesized(content)) {
    const stacks = [{ name: basename(dirname(from)), content }];
    return { file: readSynthesized(stacks, assumed), content: stacks };
  }
  throw new SourceError(`${from}: ${otherTool(content)}`);
}

function parse(file: string): JsonObject {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, "utf8").replace(/^\uFEFF/, ""));
  } catch (error) {
    const why =
      error instanceof SyntaxError
        ? "is no JSON; terraform show -json prints a plan or a state as JSON"
        : (error as Error).message;
    throw new SourceError(`${file}: ${why}`);
  }
  if (!isObject(content)) throw new SourceError(`${file}: is no Terraform JSON, expected an object`);
  return content;
}

/** Every `cdk.tf.json` of `cdktf.out`, of `cdktf.out/stacks` or of one stack's folder. */
function stackFiles(folder: string): readonly StackFile[] {
  const candidates = [folder, ...inside(join(folder, "stacks")), ...inside(folder)].map((one) =>
    join(one, "cdk.tf.json"),
  );
  const files = [...new Set(candidates)].filter((file) => existsSync(file));
  if (!files.length)
    throw new SourceError(`${folder}: holds no cdk.tf.json; npx cdktf synth makes one in cdktf.out`);
  return files.map((file) => {
    const content = parse(file);
    if (!isSynthesized(content)) throw new SourceError(`${file}: ${otherTool(content)}`);
    return { name: basename(dirname(file)), content };
  });
}

function inside(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(folder, entry.name))
    .sort();
}

const BLOCKS = ["resource", "data", "module", "output", "provider", "terraform", "variable", "locals"];

function isSynthesized(content: JsonObject): boolean {
  const blocks = BLOCKS.filter((block) => block in content);
  return (
    blocks.length > 0 &&
    blocks.every((block) => typeof content[block] === "object" && content[block] !== null)
  );
}

/** What else lies around under such names, told by its shape. */
function otherTool(content: JsonObject): string {
  if ("Resources" in content || "AWSTemplateFormatVersion" in content)
    return "is a CloudFormation template, not Terraform JSON";
  if ("deployment" in content) return "is a Pulumi stack, not Terraform JSON";
  if ("lineage" in content && "serial" in content)
    return "is a raw state file; terraform show -json prints it as expected here";
  if ("format_version" in content && "@level" in content) return "is Terraform's log, not a plan or a state";
  return "is no Terraform JSON: neither a plan, a state nor a synthesized stack";
}

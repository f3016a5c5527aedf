import { evaluate } from "./hcl/evaluate";
import { type JsonObject, object, objects } from "./json";
import { withBlocksMerged } from "./labelled-blocks";
import type { OpaqueModule, PartialLocation, TerraformFile, TerraformResource } from "./resource";
import { SynthesizedStack, type StackFile } from "./synthesized-stack";

/** Reads `cdk.tf.json` files, the stacks of one application together: outputs of one are inputs of another. */
export function readSynthesized(files: readonly StackFile[], assumed: PartialLocation = {}): TerraformFile {
  const stacks: SynthesizedStack[] = [];
  for (const { name, content } of files) {
    const file = { name, content: withBlocksMerged(content) };
    stacks.push(new SynthesizedStack(file, files.length > 1 ? `${name}: ` : "", assumed, stacks));
  }
  const resources: TerraformResource[] = [];
  const opaque: OpaqueModule[] = [];
  const notes: string[] = [];
  for (const stack of stacks) {
    for (const [mode, blocks] of [
      ["managed", stack.file.content.resource],
      ["data", stack.file.content.data],
    ] as const) {
      for (const [type, named] of Object.entries(object(blocks))) {
        for (const [name, body] of Object.entries(object(named))) {
          if (!isInteresting(type)) continue;
          resources.push(...stack.instances(mode, type, name, first(body)));
          if (stack.isOpen(first(body)))
            notes.push(`${stack.prefix}${type}.${name}: how many there are is not known`);
        }
      }
    }
    for (const [name, body] of Object.entries(object(stack.file.content.module))) {
      const { source: _source, ...inputs } = object(first(body));
      opaque.push({ address: `${stack.prefix}module.${name}`, inputs: evaluate(inputs, stack.resolver()) });
    }
  }
  return { kind: "synthesized", resources, removed: [], notes, opaque };
}

/** Only what says something about access is evaluated: an application may hold anything. */
function isInteresting(type: string): boolean {
  return /^(aws_(iam_|ecr_|caller_identity$|region$|organizations_policy|vpc_endpoint_policy$|ssoadmin_|cloudformation_|cloudcontrolapi_)|awscc_)/.test(
    type,
  );
}

/** A block may be written as an object or as a list of one. */
function first(body: unknown): JsonObject {
  return Array.isArray(body) ? object(objects(body)[0]) : object(body);
}

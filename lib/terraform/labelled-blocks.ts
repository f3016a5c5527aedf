import { type JsonObject, isObject, objects } from "./json";

/** How many labels a block has: `resource "aws_iam_role" "reader"` has two. */
const LABELS: Readonly<Record<string, number>> = {
  resource: 2,
  data: 2,
  module: 1,
  output: 1,
  variable: 1,
  locals: 0,
};

/**
 * The file with its blocks written as objects alone. Terraform takes a list of objects wherever it takes an object, so
 * that a name may stand in several of them.
 * @see https://developer.hashicorp.com/terraform/language/syntax/json#nested-block-mapping
 */
export function withBlocksMerged(content: JsonObject): JsonObject {
  const merged = Object.entries(LABELS)
    .filter(([block]) => Object.hasOwn(content, block))
    .map(([block, labels]) => [block, mergedTo(labels, content[block])] as const);
  return { ...content, ...Object.fromEntries(merged) };
}

function mergedTo(labels: number, value: unknown): JsonObject {
  const members = new Map<string, unknown[]>();
  for (const one of isObject(value) ? [value] : objects(value))
    for (const [name, body] of Object.entries(one)) members.set(name, [...(members.get(name) ?? []), body]);
  return Object.fromEntries(
    [...members].map(([name, bodies]) => [
      name,
      labels > 1 ? mergedTo(labels - 1, bodies.flat()) : bodies[0],
    ]),
  );
}

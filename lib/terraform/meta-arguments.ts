/**
 * What Terraform itself reads of a resource's block, as against its provider.
 * @see https://developer.hashicorp.com/terraform/language/meta-arguments
 */
import type { Key } from "./address";
import { type Resolve, evaluate } from "./hcl/evaluate";
import { type JsonObject, isObject, member } from "./json";
import { EncodedJson, Unknown } from "./unknown";

/** `each` and `count` of the instance whose attributes are evaluated. */
export interface Instance {
  readonly key?: Key;
  readonly value?: unknown;
}

/** The key of an instance that stands for an unknown number of them. */
export const OPEN = "*";

/** The instances of a resource's block: one, or those of `count` and `for_each` as far as these are known. */
export function instancesOf(body: JsonObject, resolve: Resolve): readonly Instance[] {
  if (body.count !== undefined) {
    const count = Number(evaluate(body.count, resolve));
    return Number.isInteger(count)
      ? Array.from({ length: count }, (_, key) => ({ key }))
      : [{ key: OPEN, value: new Unknown("count is not known") }];
  }
  if (body.for_each === undefined) return [{}];
  const each = evaluate(body.for_each, resolve);
  if (Array.isArray(each) && each.every((one) => typeof one === "string"))
    return each.map((key) => ({ key, value: key }));
  if (isObject(each) && !(each instanceof Unknown || each instanceof EncodedJson))
    return Object.entries(each).map(([key, value]) => ({ key, value }));
  return [{ key: OPEN, value: new Unknown("for_each is not known") }];
}

const META = new Set([
  "//",
  "provider",
  "count",
  "for_each",
  "depends_on",
  "lifecycle",
  "provisioner",
  "connection",
]);

/** The block without what only Terraform reads. */
export function withoutMeta(body: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(body).filter(([name]) => !META.has(name)));
}

/**
 * The attributes of a block and of the blocks in it, of which those are unknown that a `dynamic` block makes.
 * @see https://developer.hashicorp.com/terraform/language/expressions/dynamic-blocks
 */
export function withDynamicUnknown(attributes: JsonObject): JsonObject {
  const { dynamic, ...written } = attributes;
  const labels = [dynamic].flat().filter(isObject).flatMap(Object.keys);
  const made = labels.map((name) => [name, new Unknown(`a dynamic block makes ${name}`)] as const);
  const own = labels.length ? written : attributes;
  return Object.fromEntries([
    ...Object.entries(own).map(([name, value]) => [name, inBlocks(value)]),
    ...made,
  ]);
}

function inBlocks(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inBlocks);
  if (!isObject(value) || value instanceof Unknown || value instanceof EncodedJson) return value;
  return withDynamicUnknown(value);
}

/**
 * Do changes of its tags stay without effect?
 * @see https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle#ignore_changes
 */
export function ignoresTags({ lifecycle }: JsonObject): boolean {
  const ignored = [lifecycle].flat().flatMap((block) => [member(block, "ignore_changes")].flat());
  return ignored.some((one) => /^(all|tags|tags_all)\b/.test(String(one)));
}

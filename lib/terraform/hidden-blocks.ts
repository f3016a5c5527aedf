import { type JsonObject, isObject, member, object, objects, string } from "./json";

/** Attributes that are one string each: known or not, they leave the number of blocks known that are made of a list of them. */
const ONE_STRING =
  /^(arn|id|name|url|json|minified_json|hex|dec|b64_\w+|result|unique_id|endpoint|\w+_(arn|id|name|url|endpoint))$/;

/**
 * The first reference that is left for a hidden `dynamic` block, if there is one. A plan's configuration shows no
 * `dynamic` block, and one whose `for_each` is not known has no other trace in the plan than this: the plan calls an
 * attribute relevant that is not known and to which no resource that is shown refers by itself.
 * @see https://developer.hashicorp.com/terraform/internals/json-format#plan-representation
 */
export function hiddenReference(plan: JsonObject): string | undefined {
  const relevant = objects(plan.relevant_attributes);
  if (!relevant.length) return undefined;
  const shown = new Set<string>();
  collectShown(object(member(plan.configuration, "root_module")), "", shown);
  const unknowns = new Map(
    objects(plan.resource_changes).map((change) => [
      withoutKeys(String(change.address)),
      member(change.change, "after_unknown"),
    ]),
  );
  return relevant
    .map(({ resource, attribute }) => ({
      address: withoutKeys(string(resource) ?? ""),
      name: Array.isArray(attribute) ? string(attribute[0]) : undefined,
    }))
    .filter(
      ({ address, name }) => name !== undefined && !ONE_STRING.test(name) && !shown.has(`${address}.${name}`),
    )
    .filter(({ address, name }) => {
      const mask = member(unknowns.get(address), name!);
      return mask === true || isObject(mask) || Array.isArray(mask);
    })
    .map(({ address, name }) => `${address}.${name}`)[0];
}

/** What the resources of a module and of those within it refer to; what a module is given may go into a block of it. */
function collectShown(module: JsonObject, prefix: string, shown: Set<string>): void {
  for (const { expressions, count_expression, for_each_expression } of objects(module.resources))
    for (const reference of referencesIn([expressions, count_expression, for_each_expression]))
      shown.add(prefix + withoutKeys(reference));
  for (const [name, call] of Object.entries(object(module.module_calls)))
    collectShown(object(member(call, "module")), `${prefix}module.${name}.`, shown);
}

function referencesIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (!isObject(value)) return [];
  const { references } = value;
  if (Array.isArray(references)) return references.map(String);
  return Object.values(value).flatMap(referencesIn);
}

function withoutKeys(address: string): string {
  return address.replace(/\[(?:"(?:[^"\\]|\\.)*"|[^\]]*)\]/g, "");
}

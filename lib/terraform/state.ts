import { type JsonObject, isObject, member, object, objects, string } from "./json";
import type { TerraformFile, TerraformResource } from "./resource";

/** The resources of `values.root_module`, child modules included, each with the address of its module. */
export function stateResources(module: unknown): readonly JsonObject[] {
  if (!isObject(module)) return [];
  const address = string(module.address);
  const own = objects(module.resources).map((node) => ({ ...node, module_address: address }));
  return [...own, ...objects(module.child_modules).flatMap(stateResources)];
}

/** Reads a state: everything in it is known, and nothing in it says what was configured. */
export function readState(state: JsonObject): TerraformFile {
  const nodes = stateResources(member(state.values, "root_module"));
  const resources = nodes.map((node): TerraformResource => ({
    address: String(node.address),
    mode: node.mode === "data" ? "data" : "managed",
    type: String(node.type),
    values: object(node.values),
    location: {},
    isNew: false,
  }));
  return { kind: "state", resources, removed: [], notes: [], opaque: [] };
}

import { type Key, type ModulePath, parseModulePath } from "./address";
import { Configuration } from "./configuration";
import { hiddenReference } from "./hidden-blocks";
import { type JsonObject, isObject, member, object, objects, string } from "./json";
import { withUnknown } from "./plan-values";
import { References } from "./references";
import type { TerraformFile, TerraformResource } from "./resource";
import { stateResources } from "./state";
import { Unknown } from "./unknown";

/** Reads a plan as what will be: changes applied, deletions gone, forgotten objects still there. */
export function readPlan(plan: JsonObject): TerraformFile {
  const configuration = new Configuration(plan.configuration, object(plan.variables));
  const changes = objects(plan.resource_changes).filter((change) => change.deposed === undefined);
  const prior = stateResources(member(member(plan.prior_state, "values"), "root_module"));
  const data = prior.filter((node) => node.mode === "data");
  const references = new References(configuration, instancesOf([...changes.filter(staysThere), ...data]));
  const context = {
    configuration,
    references,
    hasConfiguration: isObject(plan.configuration),
    hidden: hiddenReference(plan),
  };
  const changed = new Map(changes.map((change) => [String(change.address), change]));

  const resources: TerraformResource[] = [];
  const removed: TerraformResource[] = [];
  for (const change of changes) {
    const { actions, before, after, after_unknown: unknown } = object(change.change);
    const names = Array.isArray(actions) ? actions : [];
    if (names.includes("forget")) resources.push(resource(change, object(before), undefined, context));
    else if (isObject(after)) resources.push(resource(change, after, unknown, context));
    if (names.includes("delete") && isObject(before))
      removed.push(resource(change, before, undefined, context));
  }
  const planned = stateResources(member(plan.planned_values, "root_module"));
  const untouched = [...planned, ...data].filter((node) => !changed.has(String(node.address)));
  const unique = new Map(untouched.map((node) => [String(node.address), node]));
  for (const node of unique.values()) resources.push(resource(node, object(node.values), undefined, context));
  return { kind: "plan", resources, removed, notes: notesOf(plan), opaque: [] };
}

interface Context {
  readonly configuration: Configuration;
  readonly references: References;
  readonly hasConfiguration: boolean;
  /** What a `dynamic` block may hang on that the configuration does not show. */
  readonly hidden: string | undefined;
}

function staysThere(change: JsonObject): boolean {
  const { actions, after } = object(change.change);
  return isObject(after) || (Array.isArray(actions) && actions.includes("forget"));
}

function pathOf(node: JsonObject): ModulePath {
  return parseModulePath(moduleAddress(node));
}

function moduleAddress(node: JsonObject): string {
  return string(node.module_address) ?? "";
}

const localOf = (node: JsonObject) =>
  `${node.mode === "data" ? "data." : ""}${String(node.type)}.${String(node.name)}`;

function keyOf(node: JsonObject): Key | undefined {
  return typeof node.index === "string" || typeof node.index === "number" ? node.index : undefined;
}

function instancesOf(nodes: readonly JsonObject[]): ReadonlyMap<string, readonly (Key | undefined)[]> {
  const instances = new Map<string, Set<Key | undefined>>();
  for (const node of nodes) {
    const module = moduleAddress(node);
    const address = module ? `${module}.${localOf(node)}` : localOf(node);
    const keys = instances.get(address) ?? new Set();
    instances.set(address, keys.add(keyOf(node)));
  }
  return new Map([...instances].map(([address, keys]) => [address, [...keys]]));
}

function resource(
  node: JsonObject,
  values: JsonObject,
  unknown: unknown,
  context: Context,
): TerraformResource {
  const path = pathOf(node);
  const local = localOf(node);
  const written = context.configuration.resource(path, local);
  const expressions = object(written?.expressions);
  const place = { path, local, key: keyOf(node) };
  const known: Record<string, unknown> = { ...values };
  for (const [name, mask] of Object.entries(object(unknown))) {
    known[name] = withUnknown(values[name], mask, expressions[name], (expression) =>
      context.references.follow(expression, place),
    );
  }
  const mayHide = mayHideBlocks(node, unknown, expressions) ? context.hidden : undefined;
  if (mayHide !== undefined)
    known.inline_policy = new Unknown(
      `a dynamic inline_policy block may hang on ${mayHide}, which is not known`,
    );
  const configured = [...Object.keys(expressions), ...(mayHide === undefined ? [] : ["inline_policy"])];
  return {
    address: String(node.address),
    mode: node.mode === "data" ? "data" : "managed",
    type: String(node.type),
    values: known,
    configured: context.hasConfiguration && written ? new Set(configured) : undefined,
    location: context.configuration.location(string(written?.provider_config_key)),
    provider: string(written?.provider_config_key),
    isNew: isCreated(node),
  };
}

/** A new role without inline policies that are shown, nor known to be none. */
function mayHideBlocks(node: JsonObject, unknown: unknown, expressions: JsonObject): boolean {
  return (
    node.type === "aws_iam_role" &&
    isCreated(node) &&
    expressions.inline_policy === undefined &&
    member(unknown, "inline_policy") === true
  );
}

/** Created or replaced: nothing of it was read back. */
function isCreated(node: JsonObject): boolean {
  const actions = member(node.change, "actions");
  return Array.isArray(actions) && actions.includes("create");
}

function notesOf(plan: JsonObject): readonly string[] {
  return objects(plan.deferred_changes).map(
    (deferred) =>
      `${String(member(member(deferred, "resource_change"), "address"))} is deferred: what it will be is not in the plan`,
  );
}

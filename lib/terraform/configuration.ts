import type { ModulePath } from "./address";
import { type JsonObject, isObject, member, object, objects, string } from "./json";
import type { PartialLocation } from "./resource";

/** The `configuration` of a plan: what is written in the files, as references without expressions. */
export class Configuration {
  private readonly providers: JsonObject;
  private readonly root: JsonObject;
  private readonly modules = new Map<string, JsonObject | undefined>();
  private readonly nodes = new Map<JsonObject, Map<string, JsonObject>>();

  constructor(
    configuration: unknown,
    private readonly variables: JsonObject,
  ) {
    this.providers = object(member(configuration, "provider_config"));
    this.root = object(member(configuration, "root_module"));
  }

  /** The module as written, whatever its instance. */
  module(path: ModulePath): JsonObject | undefined {
    const key = path.map(({ name }) => name).join("/");
    if (!this.modules.has(key)) {
      let module: JsonObject | undefined = this.root;
      for (const { name } of path) {
        const inner: unknown = member(member(member(module, "module_calls"), name), "module");
        module = isObject(inner) ? inner : undefined;
      }
      this.modules.set(key, module);
    }
    return this.modules.get(key);
  }

  /** The call that makes the innermost module of the path. */
  call(path: ModulePath): JsonObject | undefined {
    const call = member(member(this.module(path.slice(0, -1)), "module_calls"), path.at(-1)?.name ?? "");
    return isObject(call) ? call : undefined;
  }

  /** A resource as written: `aws_iam_role.r` or `data.aws_iam_role.r`, without a key. */
  resource(path: ModulePath, local: string): JsonObject | undefined {
    const module = this.module(path);
    if (!module) return undefined;
    let byAddress = this.nodes.get(module);
    if (!byAddress) {
      byAddress = new Map(objects(module.resources).map((node) => [String(node.address), node]));
      this.nodes.set(module, byAddress);
    }
    return byAddress.get(local);
  }

  /** Has the resource `count` or `for_each`, so that its instances have keys? */
  isRepeated(path: ModulePath, local: string): boolean {
    const node = this.resource(path, local);
    return node !== undefined && ("count_expression" in node || "for_each_expression" in node);
  }

  variable(name: string): unknown {
    return member(member(this.variables, name), "value");
  }

  /** Account and region of a provider, as far as they are constants or variables of the root module. */
  location(providerKey: string | undefined): PartialLocation {
    const provider = member(this.providers, providerKey ?? "aws");
    const expressions = object(member(provider, "expressions"));
    const accounts = this.constant(expressions.allowed_account_ids);
    const assumed = string(this.constant(member(objects(expressions.assume_role).at(-1), "role_arn")));
    const account =
      assumed?.split(":")[4] ?? (Array.isArray(accounts) && accounts.length === 1 ? accounts[0] : undefined);
    return { account: string(account), region: string(this.constant(expressions.region)) };
  }

  /** A constant, or a root variable alone: a reference may still be part of an expression, so only names and ids are read this way. */
  private constant(expression: unknown): unknown {
    const references = member(expression, "references");
    if (!Array.isArray(references)) return constantOf(expression);
    const name = references.length === 1 ? /^var\.([\w-]+)$/.exec(String(references[0]))?.[1] : undefined;
    return name === undefined ? undefined : this.variable(name);
  }
}

/** The value of an expression that is a constant. In JSON syntax a plan calls templates constants too, and lists their references beside. */
export function constantOf(expression: unknown): unknown {
  if (member(expression, "references") !== undefined) return undefined;
  const value = member(expression, "constant_value");
  return /[$%]\{/.test(JSON.stringify(value) ?? "") ? undefined : value;
}

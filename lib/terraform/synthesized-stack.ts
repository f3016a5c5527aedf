import { partitionOf } from "../aws/partition";
import { formatKey } from "./address";
import { computedAttribute } from "./computed-attribute";
import { type Resolve, evaluate, follow } from "./hcl/evaluate";
import { type JsonObject, isObject, member, object, objects } from "./json";
import { originOf, withOrigin } from "./origin";
import { type ProviderSettings, providerSettings } from "./provider-settings";
import {
  type Instance,
  OPEN,
  ignoresTags,
  instancesOf,
  withDynamicUnknown,
  withoutMeta,
} from "./meta-arguments";
import type { PartialLocation, TerraformResource } from "./resource";
import { Unknown } from "./unknown";

export interface StackFile {
  /** The stack's name: its folder's. */
  readonly name: string;
  readonly content: JsonObject;
}

const MOST_REFERENCES = 50;

/** One synthesized stack: resolves the references in it. */
export class SynthesizedStack {
  private depth = 0;
  private readonly providers = new Map<string | undefined, ProviderSettings>();

  constructor(
    readonly file: StackFile,
    readonly prefix: string,
    private readonly assumed: PartialLocation,
    private readonly stacks: readonly SynthesizedStack[],
  ) {}

  /** The instances of a resource: one, or those of `count` and `for_each` as far as these are known. */
  instances(
    mode: "managed" | "data",
    type: string,
    name: string,
    body: JsonObject,
  ): readonly TerraformResource[] {
    const local = `${mode === "data" ? "data." : ""}${type}.${name}`;
    return instancesOf(body, this.resolver()).map((instance) => {
      const evaluated = object(evaluate(withoutMeta(body), this.resolver(instance)));
      const attributes = withDynamicUnknown(evaluated);
      const values = withOrigin(attributes, () => originOf(this.file.content, body, instance.key));
      return {
        address: `${this.prefix}${local}${formatKey(instance.key)}`,
        mode,
        type,
        values: object(values),
        configured: new Set(Object.keys(attributes)),
        location: this.provider(body).location,
        defaultTags: mode === "managed" ? this.provider(body).defaultTags : undefined,
        ignoresTags: ignoresTags(body),
        provider: `${this.prefix}${String(body.provider ?? "aws")}`,
        isNew: false,
        ...(instance.key === OPEN && { doubt: "how many instances it has is not known" }),
      };
    });
  }

  /** Is it unknown how many instances the resource has? */
  isOpen(body: JsonObject): boolean {
    return instancesOf(body, this.resolver()).some(({ key }) => typeof key === "string" && key === OPEN);
  }

  resolver(instance: Instance = {}): Resolve {
    return (path) => {
      if (++this.depth > MOST_REFERENCES) {
        this.depth--;
        return new Unknown("references that lead in a circle");
      }
      try {
        return this.resolve(path, instance);
      } finally {
        this.depth--;
      }
    };
  }

  private resolve([root, ...rest]: readonly (string | number)[], { key, value }: Instance): unknown {
    switch (root) {
      case "each":
        if (key === OPEN) return new Unknown("for_each is not known");
        return rest[0] === "key" ? key : follow(value, rest.slice(1));
      case "count":
        return key === OPEN ? new Unknown("count is not known") : key;
      case "local":
        return follow(
          evaluate(
            member(this.file.content.locals, String(rest[0])) ?? new Unknown("no such local"),
            this.resolver(),
          ),
          rest.slice(1),
        );
      case "var":
        return new Unknown(`var.${String(rest[0])} is given from outside`);
      case "module":
        return new Unknown(`module.${String(rest[0])} is in no file`);
      case "data":
        return rest[0] === "terraform_remote_state"
          ? this.remote(String(rest[1]), rest.slice(3))
          : this.attribute("data", rest);
      default:
        return this.attribute("resource", [String(root), ...rest]);
    }
  }

  private attribute(kind: "resource" | "data", [type, name, ...rest]: readonly (string | number)[]): unknown {
    const body = member(member(this.file.content[kind], String(type)), String(name));
    const written = Array.isArray(body) ? objects(body)[0] : body;
    if (!isObject(written)) return new Unknown(`${String(type)}.${String(name)} is in no file`);
    const repeated = "count" in written || "for_each" in written;
    const key = repeated ? rest[0] : undefined;
    const [attribute, ...inner] = repeated ? rest.slice(1) : rest;
    const instance = repeated ? instancesOf(written, this.resolver()).find((one) => one.key === key) : {};
    const mode = kind === "data" ? "data." : "";
    const address = `${this.prefix}${mode}${String(type)}.${String(name)}${formatKey(key)}`;
    if (!instance || attribute === undefined) return new Unknown(`${address} as a whole`);
    const location = { ...this.assumed, ...this.provider(written).location };
    const values = (one: string) => evaluate(member(written, one), this.resolver(instance));
    const known = computedAttribute(String(type), String(attribute), values, {
      ...location,
      partition: partitionOf(location.region ?? ""),
    });
    const own = known ?? values(String(attribute));
    if (own === undefined || own instanceof Unknown)
      return new Unknown(own?.reason ?? "known only after apply", [
        { address, attribute: String(attribute) },
      ]);
    return follow(own, inner);
  }

  /** An output of another stack: the names of those that CDKTF makes are the same on both sides. */
  private remote(source: string, [output, ...rest]: readonly (string | number)[]): unknown {
    const found = this.stacks.filter(({ file }) => isObject(member(file.content.output, String(output))));
    const named = found.filter(({ file }) => source.endsWith(file.name));
    const stack = named.length === 1 ? named[0] : found.length === 1 ? found[0] : undefined;
    if (!stack) return new Unknown(`the output ${String(output)} is in no file`);
    return follow(
      evaluate(member(member(stack.file.content.output, String(output)), "value"), stack.resolver()),
      rest,
    );
  }

  /** The settings of the resource's provider: the one it names, else the one without an alias. */
  private provider(body: JsonObject): ProviderSettings {
    const alias = /^aws\.([\w-]+)$/.exec(String(body.provider ?? ""))?.[1];
    let settings = this.providers.get(alias);
    if (!settings) {
      settings = providerSettings(this.file.content, alias, this.resolver());
      this.providers.set(alias, settings);
    }
    return settings;
  }
}

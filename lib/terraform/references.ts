import { type Key, type ModulePath, type Step, formatKey, parseTraversal, within } from "./address";
import type { Configuration } from "./configuration";
import { member, string } from "./json";
import type { Target } from "./unknown";

/** Where an expression stands: the module instance, and the key of the resource instance it belongs to. */
export interface Place {
  readonly path: ModulePath;
  readonly local: string;
  readonly key?: Key;
}

const MOST_STEPS = 20;

/** Follows references of a plan's configuration to the resource attributes that a value can only be. */
export class References {
  constructor(
    private readonly configuration: Configuration,
    /** The keys of a resource's instances, by its address without a key. */
    private readonly instances: ReadonlyMap<string, readonly (Key | undefined)[]>,
  ) {}

  /** The targets of an expression; undefined if it may be something else. One target: it is that one. */
  follow(expression: unknown, place: Place, steps = 0): readonly Target[] | undefined {
    const references = member(expression, "references");
    if (!Array.isArray(references) || steps > MOST_STEPS) return undefined;
    const longest = longestOf(references.map(String)).filter(
      (reference) => !/^(each\.key|count\.index)$/.test(reference),
    );
    const keyed = longest.length < longestOf(references.map(String)).length;
    if (longest.length !== 1) return undefined;
    const traversal = parseTraversal(longest[0]!);
    return traversal && this.followOne(traversal, place, keyed, steps + 1);
  }

  private followOne(
    traversal: readonly Step[],
    place: Place,
    keyed: boolean,
    steps: number,
  ): readonly Target[] | undefined {
    const [first, second, ...rest] = traversal;
    const head = nameOf(first);
    const name = nameOf(second);
    if (head === undefined || name === undefined) return undefined;
    if (head === "var") return keyed || rest.length ? undefined : this.followVariable(name, place, steps);
    if (head === "module") return keyed ? undefined : this.followOutput(name, rest, place, steps);
    if (head === "each") return name === "value" ? this.followEach(rest, place, steps) : undefined;
    if (["local", "path", "terraform", "self", "count"].includes(head)) return undefined;
    const isData = head === "data";
    const local = isData ? `data.${name}.${nameOf(rest[0])}` : `${head}.${name}`;
    return this.targets(place.path, local, isData ? rest.slice(1) : rest, keyed);
  }

  private targets(
    path: ModulePath,
    local: string,
    rest: readonly Step[],
    keyed: boolean,
  ): readonly Target[] | undefined {
    const indexed = rest[0] !== undefined && "key" in rest[0] ? rest[0].key : undefined;
    const attribute = nameOf(indexed === undefined ? rest[0] : rest[1]);
    const address = within(path, local);
    const keys = this.instances.get(address);
    if (!keys) return undefined;
    if (indexed !== undefined) return [{ address: address + formatKey(indexed), attribute }];
    if (keyed && !this.configuration.isRepeated(path, local)) return undefined;
    return keys.map((key) => ({ address: address + formatKey(key), attribute }));
  }

  private followVariable(name: string, { path }: Place, steps: number): readonly Target[] | undefined {
    const call = this.configuration.call(path);
    if (!call || !path.length) return undefined;
    const expression = member(member(call, "expressions"), name);
    const outer = { path: path.slice(0, -1), local: `module.${path.at(-1)!.name}`, key: path.at(-1)!.key };
    return this.follow(expression, outer, steps);
  }

  private followOutput(
    name: string,
    rest: readonly Step[],
    place: Place,
    steps: number,
  ): readonly Target[] | undefined {
    const key = rest[0] !== undefined && "key" in rest[0] ? rest[0].key : undefined;
    const outputs = key === undefined ? rest : rest.slice(1);
    const output = nameOf(outputs[0]);
    const path = [...place.path, { name, key }];
    const call = this.configuration.call(path);
    if (!call || output === undefined || outputs.length > 1) return undefined;
    if (key === undefined && ("count_expression" in call || "for_each_expression" in call)) return undefined;
    const expression = member(
      member(member(this.configuration.module(path), "outputs"), output),
      "expression",
    );
    return this.follow(expression, { path, local: "output" }, steps);
  }

  /** `each.value` of `for_each = aws_iam_policy.p`: one of its instances, which one the references do not say. */
  private followEach(rest: readonly Step[], place: Place, steps: number): readonly Target[] | undefined {
    const node = place.local.startsWith("module.")
      ? this.configuration.call([...place.path, { name: place.local.slice("module.".length) }])
      : this.configuration.resource(place.path, place.local);
    const targets = this.follow(member(node, "for_each_expression"), place, steps);
    if (!targets || rest.length > 1 || targets.some((target) => target.attribute !== undefined))
      return undefined;
    return targets.map(({ address }) => ({ address, attribute: nameOf(rest[0]) }));
  }
}

function nameOf(step: Step | undefined): string | undefined {
  return step && "name" in step ? string(step.name) : undefined;
}

/** A plan lists `x[0].arn`, `x[0]` and `x` for one reference: the longest is the one that is written. */
function longestOf(references: readonly string[]): readonly string[] {
  return [...new Set(references)].filter(
    (reference) =>
      !references.some(
        (other) =>
          other !== reference && other.startsWith(reference) && /^[.[]/.test(other.slice(reference.length)),
      ),
  );
}

import { type Node, type Pair, type YAMLMap, isAlias, isMap, isScalar, isSeq } from "yaml";
import { keyRule } from "./key-rule";
import { type Path, quote } from "./problem";

/** Deeper than any field of the schema; far from where recursion ends. */
const DEEPEST = 40;

/** Values that aliases may add to a file, all together. */
const MOST_ALIASED = 2_000;

export const TOO_DEEP = "must not be nested so deeply";

/** Something in the YAML that is refused before any schema is asked. */
export interface Complaint {
  readonly offset: number;
  readonly path: Path;
  readonly rule: string;
  readonly got?: string;
  /** How much of the data can't be used because of it: the file, the value at the path, or nothing but the key. */
  readonly spoils: "file" | "value" | "key";
}

/** Tags that may be written out: what the values are without them. */
const TAGS = new Set(
  ["str", "int", "float", "bool", "null", "map", "seq"].map((name) => `tag:yaml.org,2002:${name}`),
);

/** The nodes of a YAML document as maps, lists, text, numbers, booleans and null, aliases replaced by what they name. */
export class PlainData {
  readonly data: unknown;
  readonly complaints: Complaint[] = [];
  private readonly anchors = new Map<string, Node>();
  private readonly open = new Set<unknown>();
  private readonly named = new Map<unknown, Node>();
  private aliased = 0;
  private aliasDepth = 0;

  private readonly pairs = new Map<YAMLMap, Map<unknown, Pair>>();

  constructor(private readonly root: unknown) {
    this.data = this.plain(root, []);
  }

  /** Offsets of the value at a path and of its key, and a scalar's own text. */
  find(path: Path): { value: number; key: number; source?: string } {
    let node: unknown = this.root;
    let key = offsetOf(node);
    for (const step of path) {
      const parent = this.named.get(node) ?? node;
      const pair = isMap(parent) ? this.pairsOf(parent).get(step) : undefined;
      const child = pair ? (pair.value ?? pair.key) : isSeq(parent) ? parent.items[Number(step)] : undefined;
      if (child === undefined) break;
      node = child;
      key = offsetOf(pair ? pair.key : child);
    }
    const target = this.named.get(node) ?? node;
    return { value: offsetOf(node), key, source: isScalar(target) ? target.source : undefined };
  }

  private plain(node: unknown, path: Path): unknown {
    if (this.aliasDepth > 0 && ++this.aliased > MOST_ALIASED) {
      if (this.aliased === MOST_ALIASED + 1) {
        const rule = `must not repeat more than ${MOST_ALIASED} values by aliases`;
        this.complaints.push({ offset: offsetOf(node), path, rule, spoils: "file" });
      }
      return undefined;
    }
    if (path.length > DEEPEST) {
      this.complaints.push({
        offset: offsetOf(node),
        path: path.slice(0, 3),
        rule: TOO_DEEP,
        spoils: "file",
      });
      return undefined;
    }
    const tag = (node as { tag?: string } | null)?.tag;
    if (tag !== undefined && !TAGS.has(tag)) {
      this.complaints.push({
        offset: offsetOf(node),
        path,
        rule: "must not have a tag",
        got: quote(tag),
        spoils: "value",
      });
      return undefined;
    }
    if (isAlias(node)) return this.alias(node, node.source, path);
    if ((isMap(node) || isSeq(node) || isScalar(node)) && node.anchor) this.anchors.set(node.anchor, node);
    if (isScalar(node)) return node.value;
    this.open.add(node);
    const data = isMap(node) ? this.map(node, path) : isSeq(node) ? this.list(node.items, path) : null;
    this.open.delete(node);
    return data;
  }

  private alias(node: Node, name: string, path: Path): unknown {
    const target = this.anchors.get(name);
    if (target === undefined || this.open.has(target)) {
      const rule = "must be an alias of an anchor that ends before it";
      this.complaints.push({ offset: offsetOf(node), path, rule, got: quote(`*${name}`), spoils: "value" });
      return undefined;
    }
    this.named.set(node, target);
    this.aliasDepth += 1;
    const data = this.plain(target, path);
    this.aliasDepth -= 1;
    return data;
  }

  private list(items: readonly unknown[], path: Path): unknown[] {
    return items.map((item, index) => this.plain(item, [...path, index]));
  }

  private map(node: YAMLMap, path: Path): Record<string, unknown> {
    const data: Record<string, unknown> = {};
    for (const { key, value } of node.items as Pair[]) {
      const name = isScalar(key) ? key.value : undefined;
      const rule = keyRule(name, data);
      if (rule === undefined) data[String(name)] = this.plain(value, [...path, String(name)]);
      else {
        const offset = offsetOf(key) || offsetOf(value);
        this.complaints.push({
          offset,
          path,
          rule,
          got: isScalar(key) ? quote(typeof name === "symbol" ? key.source : name) : undefined,
          spoils: "key",
        });
      }
    }
    return data;
  }

  /** A map's pairs by their keys; of keys that are the same, the first counts. */
  private pairsOf(map: YAMLMap): Map<unknown, Pair> {
    const pairs =
      this.pairs.get(map) ??
      new Map(
        (map.items as Pair[]).toReversed().map((pair) => [isScalar(pair.key) ? pair.key.value : pair, pair]),
      );
    this.pairs.set(map, pairs);
    return pairs;
  }
}

function offsetOf(node: unknown): number {
  return (node as { range?: [number, number, number] } | null | undefined)?.range?.[0] ?? 0;
}

import { type Node, type Pair, type YAMLMap, isAlias, isMap, isScalar, isSeq } from "yaml";
import { type Path, quote } from "./problem";

/** Deeper than any field of the schema; far from where recursion ends. */
const DEEPEST = 40;

/** Values that aliases may add to a file, all together. */
const MOST_ALIASED = 2_000;

/** Names through which JavaScript reaches an object's prototype. */
const PROTOTYPE_KEYS = new Set(["__proto__", "constructor", "prototype"]);

type Complain = (offset: number, rule: string, path?: Path, got?: string) => void;

/** The nodes of a YAML document as maps, lists, text, numbers, booleans and null, aliases replaced by what they name. */
export class PlainData {
  readonly data: unknown;
  private readonly anchors = new Map<string, Node>();
  private readonly open = new Set<unknown>();
  private readonly named = new Map<unknown, Node>();
  private aliased = 0;
  private aliasDepth = 0;

  constructor(
    private readonly root: unknown,
    private readonly complain: Complain,
  ) {
    this.data = this.plain(root, []);
  }

  /** Offsets of the value at a path and of its key, and a scalar's own text. */
  find(path: Path): { value: number; key: number; source?: string } {
    let node: unknown = this.root;
    let key = offsetOf(node);
    for (const step of path) {
      const parent = this.named.get(node) ?? node;
      const pair = isMap(parent) ? pairOf(parent, step) : undefined;
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
        this.complain(offsetOf(node), `must not repeat more than ${MOST_ALIASED} values by aliases`, path);
      }
      return undefined;
    }
    if (path.length > DEEPEST) {
      this.complain(offsetOf(node), "must not be nested so deeply", path.slice(0, 3));
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
      this.complain(
        offsetOf(node),
        "must be an alias of an anchor that ends before it",
        path,
        quote(`*${name}`),
      );
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
      const rule = this.keyRule(key, data);
      if (rule === undefined) {
        const name = String((key as { value: string }).value);
        data[name] = this.plain(value, [...path, name]);
      } else {
        this.complain(
          offsetOf(key) || offsetOf(value),
          rule,
          path,
          isScalar(key) ? quote(key.value) : undefined,
        );
      }
    }
    return data;
  }

  /** What is wrong with a key, if anything. */
  private keyRule(key: unknown, before: Record<string, unknown>): string | undefined {
    if (!isScalar(key) || typeof key.value !== "string")
      return "must have text as keys, quoted where YAML reads something else";
    if (PROTOTYPE_KEYS.has(key.value)) return "must not have a key of JavaScript's prototypes";
    if (Object.hasOwn(before, key.value)) return "must not have the same key twice";
    if (/[$%#]\{|Token\[/.test(key.value)) return "must not have templates or tokens in keys";
    if (/[\p{Cc}\p{Cs}]/u.test(key.value)) return "must not have control characters in keys";
    return undefined;
  }
}

function pairOf(map: YAMLMap, key: string | number): Pair | undefined {
  return (map.items as Pair[]).find((pair) => isScalar(pair.key) && pair.key.value === key);
}

function offsetOf(node: unknown): number {
  return (node as { range?: [number, number, number] } | null | undefined)?.range?.[0] ?? 0;
}

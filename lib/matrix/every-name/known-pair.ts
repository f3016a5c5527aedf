import { canonicalKey } from "../../iam/compare/known";
import type { AccessScope } from "../../iam/compare/scope";
import { Unknown } from "../../terraform/unknown";
import type { KeyValue } from "../tag-value";

/** What a key has on each side; that which is not known is one and the same value, or may be two. */
export interface KeyPair {
  readonly base: KeyValue;
  readonly head: KeyValue;
  readonly differs: boolean;
  /** The changed thing in words: `tag team "a" -> "b"`. */
  readonly change?: string;
}

/** Undefined: a request may carry anything under the key, before as after. */
export type KeyOf = (key: string) => KeyPair | undefined;

/** What is not known of the keys on one side. */
export interface OpenKeys {
  /** Is what a request carries under the key not known, and nobody's to choose either? */
  isOpen(key: string): boolean;
  /** May it be another one on the other side, known or not? */
  differs(key: string): boolean;
  /** May any key? */
  readonly anyDiffers: boolean;
}

/** What is known on both sides of some keys. */
export interface KnownPair {
  readonly sides: NonNullable<AccessScope["sides"]>;
  readonly open: { readonly base: OpenKeys; readonly head: OpenKeys };
}

/**
 * @param keys those that policies read, in their canonical form
 * @param anyDiffers does anything differ, read or not?
 */
export function knownPair(keys: Iterable<string>, keyOf: KeyOf, anyDiffers: boolean): KnownPair {
  const found = new Map<string, KeyPair>();
  for (const key of keys) {
    const pair = keyOf(key);
    if (pair) found.set(key, pair);
  }
  const side = (which: "base" | "head") => {
    const entries = [...found].map(([key, pair]) => [key, pair[which]] as const);
    const known = entries.flatMap(([key, value]) => (value instanceof Unknown ? [] : [[key, [...value]]]));
    const unknown = new Set(entries.filter(([, value]) => value instanceof Unknown).map(([key]) => key));
    const open: OpenKeys = {
      isOpen: (key) => unknown.has(canonicalKey(key)),
      differs: (key) => found.get(canonicalKey(key))?.differs ?? false,
      anyDiffers,
    };
    return { known: Object.fromEntries(known) as Record<string, string[]>, open };
  };
  const [base, head] = [side("base"), side("head")];
  return { sides: { base: base.known, head: head.known }, open: { base: base.open, head: head.open } };
}

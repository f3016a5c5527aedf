import { createHash } from "node:crypto";
import type { Key } from "./address";
import { type JsonObject, isObject, member } from "./json";
import { EncodedJson, Unknown, holdsUnknown } from "./unknown";

/** What says nothing about what will be: when a plan was made, who synthesized, where the state is. */
const BESIDE = new Set(["//", "terraform", "timestamp"]);

/** A digest of everything that a file, or the stacks of a folder, say. */
export function fingerprintOf(
  files: readonly { readonly name: string; readonly content: JsonObject }[],
): string {
  return digest(
    files.map(({ name, content }) => [
      files.length > 1 && name,
      Object.entries(content).filter(([member]) => !BESIDE.has(member)),
    ]),
  );
}

/**
 * A digest of a block's text and of all text in the stack that its expressions refer to. Undefined where they refer to
 * something outside of it: another stack, a module, a file, the time.
 */
export function originOf(stack: JsonObject, block: unknown, key: Key | undefined): string | undefined {
  const reached = new Map<string, unknown>();
  const pending = [block, stack.provider];
  while (pending.length) {
    const text = JSON.stringify(pending.pop() ?? null).replace(/\\[nrt]/g, " ");
    if (OUTSIDE.test(text)) return undefined;
    for (const [reference] of text.matchAll(REFERENCE)) {
      const path = blockPath(reference);
      const address = path.join(".");
      if (reached.has(address)) continue;
      const found = path.reduce<unknown>(member, stack);
      reached.set(address, found);
      if (found !== undefined) pending.push(found);
    }
  }
  const known = [...reached].filter(([, found]) => found !== undefined);
  return digest([key, block, stack.provider, known.sort(([a], [b]) => (a < b ? -1 : 1))]);
}

const REFERENCE = /[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)+/g;
/** References and functions whose value stands elsewhere, or is another each time. */
const OUTSIDE =
  /\b(?:module|path|terraform|data\.terraform_remote_state)\.|\b(?:file\w*|templatefile|abspath|pathexpand|timestamp|plantimestamp|uuid|bcrypt)\(/;

/** Where the block stands that a reference leads to: `data.aws_x.y.arn` is in `data`, `aws_x`, `y`. */
function blockPath(reference: string): readonly string[] {
  const names = reference.split(".");
  switch (names[0]) {
    case "data":
      return names.slice(0, 3);
    case "var":
      return ["variable", names[1]!];
    case "local":
      return ["locals", names[1]!];
    default:
      return ["resource", ...names.slice(0, 2)];
  }
}

/** The value, with its origin noted in everything unknown in it. */
export function withOrigin(value: unknown, origin: () => string | undefined): unknown {
  if (!holdsUnknown(value)) return value;
  const noted = origin();
  return noted === undefined ? value : note(value, noted);
}

function note(value: unknown, origin: string): unknown {
  if (value instanceof Unknown) {
    const parts = value.parts?.map((part) => note(part, origin) as string | Unknown);
    return new Unknown(value.reason, value.targets, parts, origin);
  }
  if (value instanceof EncodedJson) return new EncodedJson(note(value.value, origin));
  if (Array.isArray(value)) return value.map((item) => note(item, origin));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, note(item, origin)]));
}

function digest(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 24);
}

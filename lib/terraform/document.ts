import { isObject } from "./json";
import type { ReadDocument } from "./inventory";
import { policyDocumentOf } from "./policy-document-data";
import type { TerraformResource } from "./resource";
import { EncodedJson, Unknown } from "./unknown";

/** A policy attribute as a document: JSON text, text with unknown parts, an encoded value, or a reference to a data source. */
export function readDocument(
  value: unknown,
  byAddress: ReadonlyMap<string, TerraformResource>,
): ReadDocument {
  if (value instanceof EncodedJson) return value.value;
  if (typeof value === "string") return parse(value);
  if (!(value instanceof Unknown))
    return value === undefined || value === null ? new Unknown("not written") : value;
  if (value.targets?.length === 1) {
    const { address, attribute } = value.targets[0]!;
    const source = byAddress.get(address);
    if (source?.type === "aws_iam_policy_document" && /^(minified_)?json$/.test(attribute ?? "")) {
      return policyDocumentOf(source, byAddress, readDocument);
    }
    const referred = source && attribute !== undefined ? source.values[attribute] : undefined;
    if (referred !== undefined && referred !== value) return readDocument(referred, byAddress);
  }
  return value.parts ? parseWithHoles(value) : value;
}

function parse(text: string): ReadDocument {
  try {
    const document: unknown = JSON.parse(text);
    return isObject(document) ? document : new Unknown("the document is no JSON object");
  } catch {
    return new Unknown("the document is no JSON");
  }
}

const HOLE = /\uE000(\d+)\uE001/;

/** JSON text in which some strings have unknown parts: those strings are unknown, the rest is read. */
function parseWithHoles(text: Unknown): ReadDocument {
  const parts = text.parts ?? [];
  const marked = parts
    .map((part, index) => (typeof part === "string" ? part : `\uE000${index}\uE001`))
    .join("");
  const document = parse(marked);
  return document instanceof Unknown ? text : fillHoles(document, parts);
}

function fillHoles(value: unknown, parts: readonly (string | Unknown)[]): unknown {
  if (typeof value === "string") return HOLE.test(value) ? split(value, parts) : value;
  if (Array.isArray(value)) return value.map((item) => fillHoles(item, parts));
  if (!isObject(value)) return value;
  const entries = Object.entries(value);
  if (entries.some(([key]) => HOLE.test(key))) return new Unknown("a key of the document is not known");
  return Object.fromEntries(entries.map(([key, item]) => [key, fillHoles(item, parts)]));
}

function split(value: string, parts: readonly (string | Unknown)[]): Unknown {
  const pieces = value
    .split(HOLE)
    .map((piece, index) => (index % 2 ? (parts[Number(piece)] ?? piece) : piece));
  const hole = pieces.find((piece) => piece instanceof Unknown);
  return new Unknown(
    hole?.reason ?? "not known",
    undefined,
    pieces.filter((piece) => piece !== ""),
  );
}

import { type Document, parseDocument } from "yaml";
import { type Path, type Problem, quote } from "./problem";
import type { SourcePlace } from "./registry";
import { PlainData } from "./plain-data";

/** A YAML file as plain data, and the way back from a path in it to its place in the file. */
export interface ConfigDocument {
  /** The name by which messages call it. */
  readonly file: string;
  readonly data: unknown;
  /** Where the value at that path starts; of one that is missing, where its nearest parent starts. */
  place(path: Path): SourcePlace;
  /** The place of a key instead of its value. */
  keyPlace(path: Path): SourcePlace;
  /** A value as a message shows it: a number as it is written in the file, leading zeros included. */
  quote(path: Path, value: unknown): string;
}

/** After the first, syntax errors of one file tend to follow from each other. */
const MOST_SYNTAX_ERRORS = 20;

/**
 * Reads one YAML 1.2 document: the core schema, unique text keys, few aliases; nothing is ever run.
 * What is refused is a problem; the data then lacks it.
 */
export function parseConfig(file: string, text: string): { document: ConfigDocument; problems: Problem[] } {
  const problems: Problem[] = [];
  const place = placesOf(file, text);
  const complain = (offset: number, rule: string, path: Path = [], got?: string) =>
    problems.push({ place: place(offset), path, rule, got });
  let tree: Document.Parsed;
  let plain: PlainData;
  try {
    // duplicate keys are found while the data is read: the parser's own check is quadratic
    tree = parseDocument(text, { prettyErrors: false, uniqueKeys: false, logLevel: "silent" });
    plain = new PlainData(tree.contents, complain);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    complain(0, "must not be nested so deeply");
    return { document: emptyDocument(file, place), problems };
  }
  const syntax = [...tree.errors, ...tree.warnings].slice(0, MOST_SYNTAX_ERRORS);
  for (const { code, message, pos } of syntax) {
    complain(
      pos[0],
      code === "MULTIPLE_DOCS" ? "must hold one document" : `must be YAML: ${oneLine(message)}`,
    );
  }
  const version = tree.directives?.yaml;
  if (version?.explicit && version.version !== "1.2") {
    complain(0, "must be YAML 1.2", [], quote(version.version));
  }
  return { document: { file, ...lookups(plain, place) }, problems };
}

function oneLine(message: string): string {
  const line = message.replace(/\s+/g, " ").trim();
  return `${line.slice(0, 1).toLowerCase()}${line.slice(1, 200)}`;
}

function emptyDocument(file: string, place: (offset: number) => SourcePlace): ConfigDocument {
  const start = () => place(0);
  return { file, data: undefined, place: start, keyPlace: start, quote: (_path, value) => quote(value) };
}

function lookups(plain: PlainData, place: (offset: number) => SourcePlace): Omit<ConfigDocument, "file"> {
  return {
    data: plain.data,
    place: (path) => place(plain.find(path).value),
    keyPlace: (path) => place(plain.find(path).key),
    quote: (path, value) => (typeof value === "number" ? plain.find(path).source : undefined) ?? quote(value),
  };
}

/** Offset in the text → place; the lines are counted once, when the first place is asked for. */
function placesOf(file: string, text: string): (offset: number) => SourcePlace {
  let starts: number[] | undefined;
  return (offset) => {
    starts ??= [0, ...[...text.matchAll(/\n/g)].map((end) => end.index + 1)];
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { file, line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
}

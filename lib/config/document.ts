import { type Document, parseDocument } from "yaml";
import { type Path, type Problem, quote } from "./problem";
import type { SourcePlace } from "./registry";
import { type Complaint, PlainData } from "./plain-data";

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

/** A file's data, and what was refused before any schema is asked. */
export interface ParsedConfig {
  readonly document: ConfigDocument;
  readonly problems: readonly Problem[];
  /** Paths of values that can't be used; the empty one: of the file. */
  readonly refused: readonly Path[];
}

/** Reads one YAML 1.2 document: the core schema, unique text keys, few aliases; nothing is ever run. */
export function parseConfig(file: string, text: string): ParsedConfig {
  const place = placesOf(file, text);
  // duplicate keys are found while the data is read: the parser's own check is quadratic
  const tree = withoutStacks(() =>
    parseDocument(text, { prettyErrors: false, uniqueKeys: false, logLevel: "error" }),
  );
  const plain = new PlainData(tree.contents);
  const syntax = syntaxComplaints(tree);
  // where recursion ended, the data was too deep already
  const complaints = [...plain.complaints, ...syntax.filter(({ rule }) => !rule.includes("call stack"))];
  return {
    document: { file, ...lookups(plain, place) },
    problems: complaints.map(({ offset, path, rule, got }) => ({ place: place(offset), path, rule, got })),
    refused: complaints.flatMap(({ path, spoils }) =>
      spoils === "key" ? [] : [spoils === "file" ? [] : path],
    ),
  };
}

/** A bad file may make an error of each of its characters: their stacks, which nobody sees, are most of the work. */
function withoutStacks<Result>(work: () => Result): Result {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return work();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

function syntaxComplaints(tree: Document.Parsed): Complaint[] {
  const version = tree.directives?.yaml;
  const old = version?.explicit === true && version.version !== "1.2";
  const complaint = { path: [], spoils: "file" } as const;
  return [
    ...(old ? [{ ...complaint, offset: 0, rule: "must be YAML 1.2", got: quote(version.version) }] : []),
    ...tree.errors.slice(0, MOST_SYNTAX_ERRORS).map(({ code, message, pos }) => ({
      ...complaint,
      offset: pos[0],
      rule: code === "MULTIPLE_DOCS" ? "must hold one document" : `must be YAML: ${oneLine(message)}`,
    })),
  ];
}

function oneLine(message: string): string {
  const line = message.replace(/\s+/g, " ").trim();
  return `${line.slice(0, 1).toLowerCase()}${line.slice(1, 200)}`;
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

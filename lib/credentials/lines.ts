import { javaScriptHeader } from "./javascript";

/**
 * A credentials file as the AWS CLI reads it (Python's configparser: a line indented deeper than the key above continues
 * its value), with every byte kept. Where the AWS SDK for JavaScript reads it otherwise, the line says so.
 */
export interface Line {
  /** Without its end. */
  readonly text: string;
  /** The last line's may be empty. */
  readonly end: "\n" | "\r\n" | "\r" | "";
  readonly kind: "blank" | "comment" | "header" | "option" | "continuation";
  /** Of a header: what stands between the brackets. Of an option: its key, in lower case as the AWS CLI compares it. */
  readonly name?: string;
  /** Of an option: has it no value on its own line? What is indented below is nested then. */
  readonly empty?: boolean;
  /** The section's name if the JavaScript SDK takes the line for a header. */
  readonly javaScriptHeader?: string;
}

export interface Reading {
  readonly lines: readonly Line[];
  /** Why the AWS CLI or the JavaScript SDK can't read the file at all, with the line's number. */
  readonly problem?: string;
}

const LEADING = /^[\t-\r\x1c- \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;
const LINE = /([^\r\n]*)(\r\n|\r|\n|$)/y;

export function indentation(text: string): string {
  return LEADING.exec(text)?.[0] ?? "";
}

/** From the end, one character at a time: a pattern for trailing blanks would try every blank of a long line. */
function stripped(text: string): string {
  const start = indentation(text).length;
  let end = text.length;
  while (end > start && LEADING.test(text[end - 1]!)) end--;
  return text.slice(start, end);
}

export function readLines(text: string): Reading {
  const lines: Line[] = [];
  const reader = new Reader();
  let problem: string | undefined;
  for (LINE.lastIndex = 0; LINE.lastIndex < text.length;) {
    const [, content, end] = LINE.exec(text) as unknown as [string, string, Line["end"]];
    const header = javaScriptHeader(content);
    const line = {
      text: content,
      end,
      ...reader.read(content),
      ...(header !== undefined && { javaScriptHeader: header }),
    };
    lines.push(line);
    if (reader.problem && !problem) problem = `line ${lines.length} ${reader.problem}`;
  }
  return { lines, ...(problem && { problem }) };
}

type Meaning = Pick<Line, "kind" | "name" | "empty">;

/** The state that configparser keeps from line to line. */
class Reader {
  problem: string | undefined;
  private indent = 0;
  private readonly sections = new Map<string, Set<string>>();
  private keys: Set<string> | undefined;
  private option: { readonly empty: boolean } | undefined;

  read(text: string): Meaning {
    const content = stripped(text);
    if (content === "") return { kind: "blank" };
    if (/^[#;]/.test(content)) return { kind: "comment" };
    const indent = indentation(text).length;
    if (this.option && indent > this.indent) {
      if (this.option.empty && !isNestedKey(content)) this.problem = "is nested below a key and has no =";
      return { kind: "continuation" };
    }
    this.indent = indent;
    const header = content.startsWith("[") ? /^\[(.+)\]/s.exec(content) : null;
    return header ? this.header(header[1]!) : this.key(content);
  }

  private header(name: string): Meaning {
    if (this.sections.has(name) && name !== "DEFAULT") {
      this.problem = `begins a second section ${JSON.stringify(name)}`;
    }
    if (/^(profile )?__proto__$/.test(name))
      this.problem = "begins a section that the JavaScript SDK refuses";
    this.keys = this.sections.get(name) ?? new Set();
    this.sections.set(name, this.keys);
    this.option = undefined;
    return { kind: "header", name };
  }

  private key(content: string): Meaning {
    const [, key, value] = /^(.*?)[=:](.*)$/s.exec(content) ?? [];
    const name = stripped(key ?? "").toLowerCase();
    if (!this.keys) this.problem = "stands before the first section";
    else if (key === undefined || name === "")
      this.problem = "is neither a section, a key with a value, nor a comment";
    else if (this.keys.has(name))
      this.problem = "gives a key a second time (upper and lower case are the same)";
    this.keys?.add(name);
    this.option = { empty: stripped(value ?? "") === "" };
    return { kind: "option", name, empty: this.option.empty };
  }
}

/** Below an empty key the AWS CLI splits at more line ends than elsewhere, and wants a sign on each line. */
function isNestedKey(content: string): boolean {
  const lines = content.split(/[\v\f\x1c-\x1e\x85\u2028\u2029]/);
  return lines.every((line) => stripped(line) === "" || line.includes("="));
}

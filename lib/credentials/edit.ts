import { bothReadAsMeant } from "./both-readers";
import { indentation, type Line, readLines } from "./lines";
import { keptBody, locate, type Section } from "./locate";
import { keyLines, keysOf, ownComment, type ProfileCredentials } from "./section";
import { bytesProblem, decode, encode, type FileText, inFile } from "./text";

/** The file's new bytes, or why it stays as it is. */
export type Plan =
  | {
      readonly bytes: Buffer;
      readonly utf8: boolean;
      /** Keys of others that the section keeps. */
      readonly keptKeys: readonly string[];
    }
  | { readonly refused: string };

type Change = { readonly text: string; readonly kept?: readonly Line[] } | { readonly refused: string };

/** The file with one profile's section written anew or appended, every byte outside of it as before. */
export function planWrite(
  bytes: Buffer,
  profile: string,
  credentials: ProfileCredentials,
  force: boolean,
): Plan {
  return plan(bytes, profile, keysOf(credentials), (lines, name, section) => {
    if (!section) return { text: append(lines, name, credentials) };
    if (!force && !section.ours) {
      return {
        refused: `its section ${JSON.stringify(profile)} was not written by ecr-access; --force writes it`,
      };
    }
    return rewrite(lines, section, credentials);
  });
}

/** The file without the section that ecr-access wrote; comments and blank lines below its last key stay. */
export function planForget(bytes: Buffer, profile: string): Plan {
  return plan(bytes, profile, undefined, (lines, _name, section) => {
    if (!section) return { refused: `it has no section ${JSON.stringify(profile)}` };
    if (!section.ours)
      return { refused: `its section ${JSON.stringify(profile)} was not written by ecr-access` };
    const last = section.body.findLastIndex(({ kind }) => kind === "option" || kind === "continuation");
    const before = joined(lines.slice(0, section.start));
    const rest = joined(section.body.slice(Math.max(last + 1, 1))) + joined(lines.slice(section.after));
    return { text: rest === "" && isOpen(lines) ? withoutFinalEnd(before) : before + rest };
  });
}

function plan(
  bytes: Buffer,
  profile: string,
  keys: Readonly<Record<string, string>> | undefined,
  change: (lines: readonly Line[], name: string, section: Section | undefined) => Change,
): Plan {
  const unreadable = bytesProblem(bytes);
  if (unreadable) return { refused: unreadable };
  const file: FileText = decode(bytes);
  const name = inFile(profile, file);
  const { lines, problem } = readLines(file.text);
  if (problem) return { refused: `${problem}, so not every AWS tool can read it` };
  const section = locate(lines, name);
  if (section && "refused" in section) return section;
  const changed = change(lines, name, section);
  if ("refused" in changed) return changed;
  if (!bothReadAsMeant({ before: file.text, lines, after: changed.text, profile: name, keys })) {
    return {
      refused: `its section ${JSON.stringify(profile)} can't be changed so that all AWS tools read it, and the others as before`,
    };
  }
  const keptKeys = (changed.kept ?? []).flatMap(({ kind, name: key }) => (kind === "option" ? [key!] : []));
  return { bytes: encode({ ...file, text: changed.text }), utf8: file.utf8, keptKeys };
}

function append(lines: readonly Line[], name: string, credentials: ProfileCredentials): string {
  const end = ownEnd(lines);
  const block = [`[${name}]`, ownComment(credentials.expiration), ...keyLines(credentials)].join(end);
  const before = joined(lines);
  if (isOpen(lines)) return before + end + block;
  return before + lineFeedAfter(lines.at(-1)) + block + end;
}

/**
 * Our lines stand directly below the header, indented as the first key that stays or the next header: whatever follows a
 * key and is indented deeper would continue its value.
 */
function rewrite(lines: readonly Line[], section: Section, credentials: ProfileCredentials): Change {
  const end = ownEnd([section.header], lines);
  const kept = keptBody(section);
  const content = kept.find(({ kind }) => kind === "option") ?? lines[section.after];
  // as many characters as there, but such that every reader takes for blanks
  const indent = content ? indentation(content.text).replace(/[^\t ]/g, " ") : "";
  const own = [ownComment(credentials.expiration), ...keyLines(credentials).map((line) => indent + line)];
  const block =
    lineFeedAfter(lines[section.start - 1]) +
    section.header.text +
    (section.header.end || end) +
    own.map((line) => line + end).join("") +
    joined(kept);
  const rest = joined(lines.slice(section.after));
  const open = rest === "" && isOpen(lines);
  return {
    text: joined(lines.slice(0, section.start)) + (open ? withoutFinalEnd(block) : block) + rest,
    kept,
  };
}

/** The JavaScript SDK sees no line end in a lone carriage return: a header of ours needs a line feed before it. */
function lineFeedAfter(line: Line | undefined): string {
  return line?.end === "\r" ? "\n" : "";
}

/** The line end that the file has where we write, or near by. */
function ownEnd(...places: (readonly Line[])[]): "\n" | "\r\n" {
  const end = places.map((lines) => lines.findLast((line) => line.end !== "")?.end).find(Boolean);
  return end === "\r\n" ? "\r\n" : "\n";
}

function isOpen(lines: readonly Line[]): boolean {
  return lines.at(-1)?.end === "";
}

function withoutFinalEnd(text: string): string {
  return text.replace(/(\r\n|\n|\r)$/, "");
}

function joined(lines: readonly Line[]): string {
  return lines.map(({ text, end }) => text + end).join("");
}

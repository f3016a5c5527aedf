import { isDropped, readAsJavaScript } from "./javascript";
import { type Line, readLines } from "./lines";

/** A file before and after a change of one section. */
export interface Change {
  readonly before: string;
  /** The same, as the AWS CLI reads it. */
  readonly lines: readonly Line[];
  readonly after: string;
  readonly profile: string;
  /** What the section must give; absent when it is to be gone. */
  readonly keys?: Readonly<Record<string, string>>;
}

/** Do the AWS CLI and the JavaScript SDK both read the section as meant, and every other section as before? */
export function bothReadAsMeant(change: Change): boolean {
  return commandLineDoes(change) && javaScriptDoes(change);
}

function commandLineDoes({ lines, after, profile, keys }: Change): boolean {
  const changed = readLines(after);
  if (changed.problem || othersOf(changed.lines, profile) !== othersOf(lines, profile)) return false;
  return changed.lines.some(({ kind, name }) => kind === "header" && name === profile) === Boolean(keys);
}

/** Headers and keys in order, with the lines that continue them. */
function othersOf(lines: readonly Line[], profile: string): string {
  let other = true;
  return lines
    .filter(({ kind, name }) => {
      if (kind === "header") other = name !== profile;
      return other && kind !== "blank" && kind !== "comment";
    })
    .map(({ kind, text }) => `${kind} ${text}`)
    .join("\n");
}

function javaScriptDoes({ before, after, profile, keys }: Change): boolean {
  const [old, changed] = [readAsJavaScript(before), readAsJavaScript(after)];
  const ours = changed.get(profile);
  for (const sections of [old, changed]) sections.delete(profile);
  if (serialized(old) !== serialized(changed)) return false;
  if (!keys) return ours === undefined;
  return isDropped(profile) || Object.entries(keys).every(([key, value]) => ours?.get(key) === value);
}

function serialized(sections: ReadonlyMap<string, ReadonlyMap<string, string>>): string {
  const filled = [...sections].filter(([, keys]) => keys.size > 0);
  return JSON.stringify(filled.map(([name, keys]) => [name, [...keys]]));
}

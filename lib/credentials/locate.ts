import type { Line } from "./lines";
import { isOwnComment, REPLACED_KEYS } from "./section";

/** One profile's lines: the header, then the body up to the next header or the end of the file. */
export interface Section {
  readonly start: number;
  readonly after: number;
  readonly header: Line;
  readonly body: readonly Line[];
  /** Did ecr-access write it? */
  readonly ours: boolean;
}

/**
 * Finds a profile's section. Where the AWS CLI and the JavaScript SDK would read the lines around it otherwise, nobody
 * can say whose a key is: that is an answer of its own.
 */
export function locate(lines: readonly Line[], profile: string): Section | { refused: string } | undefined {
  const start = lines.findIndex(({ kind, name }) => kind === "header" && name === profile);
  const elsewhere = lines.findIndex((line, index) => line.javaScriptHeader === profile && index !== start);
  if (elsewhere >= 0) return ambiguous(elsewhere);
  if (start < 0) return undefined;
  const next = lines.findIndex(({ kind }, index) => kind === "header" && index > start);
  const after = next < 0 ? lines.length : next;
  const header = lines[start]!;
  const body = lines.slice(start + 1, after);
  const inside = body.findIndex(({ javaScriptHeader }) => javaScriptHeader !== undefined);
  if (header.javaScriptHeader !== profile) return ambiguous(start);
  if (inside >= 0) return ambiguous(start + 1 + inside);
  if (next >= 0 && lines[next]!.javaScriptHeader === undefined) return ambiguous(next);
  const ours = body[0]?.kind === "comment" && isOwnComment(body[0].text);
  return { start, after, header, body, ours };
}

function ambiguous(index: number): { refused: string } {
  return {
    refused: `line ${index + 1} is read in one way by the AWS CLI and in another by the JavaScript SDK`,
  };
}

/** The body without what is written anew: our comment, our keys, stale tokens, and the lines that continue their values. */
export function keptBody({ body, ours }: Section): Line[] {
  let dropping = false;
  return body.filter((line, index) => {
    if (line.kind === "option") dropping = REPLACED_KEYS.has(line.name!);
    const continued = line.kind === "option" || line.kind === "continuation";
    return !(ours && index === 0) && !(continued && dropping);
  });
}

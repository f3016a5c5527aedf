/**
 * IAM's wildcards: `*` is any run of characters, the empty one and `/` included; `?` is exactly one character.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export const ANY_TEXT = Symbol("*");
export const ANY_CHARACTER = Symbol("?");

/** Literal text, or a wildcard. A `*` that came out of a variable is literal text. */
export type GlobPart = string | typeof ANY_TEXT | typeof ANY_CHARACTER;

type Piece = readonly (string | typeof ANY_CHARACTER)[];

const lengthOf = (piece: Piece) =>
  piece.reduce((sum, part) => sum + (part === ANY_CHARACTER ? 1 : part.length), 0);

function fits(piece: Piece, text: string, at: number): boolean {
  for (const part of piece) {
    if (part === ANY_CHARACTER) at += 1;
    else if (text.startsWith(part, at)) at += part.length;
    else return false;
  }
  return at <= text.length;
}

/** Where the piece first fits from `at` on; -1 if nowhere. */
function find(piece: Piece, text: string, at: number): number {
  const [only, ...others] = piece;
  if (typeof only === "string" && others.length === 0) return text.indexOf(only, at);
  for (const last = text.length - lengthOf(piece); at <= last; at++) if (fits(piece, text, at)) return at;
  return -1;
}

function split(parts: readonly GlobPart[]): Piece[] {
  const pieces: (string | typeof ANY_CHARACTER)[][] = [[]];
  for (const part of parts) {
    if (part === ANY_TEXT) pieces.push([]);
    else pieces[pieces.length - 1]!.push(part);
  }
  return pieces;
}

/**
 * Does the whole text match? Between two `*` the leftmost place is always as good as any other, so nothing is tried
 * twice: there is no backtracking that a hostile pattern could blow up.
 */
export function matchesGlob(parts: readonly GlobPart[], text: string): boolean {
  if (parts.length === 1 && typeof parts[0] === "string") return parts[0] === text;
  const pieces = split(parts);
  const first = pieces[0]!;
  const last = pieces[pieces.length - 1]!;
  if (!fits(first, text, 0)) return false;
  let at = lengthOf(first);
  if (pieces.length === 1) return at === text.length;
  for (const piece of pieces.slice(1, -1)) {
    const found = find(piece, text, at);
    if (found < 0) return false;
    at = found + lengthOf(piece);
  }
  const end = text.length - lengthOf(last);
  return end >= at && fits(last, text, end);
}

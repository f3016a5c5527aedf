/** JSON with one meaning only: what JSON.parse accepts, an object, without a repeated key and not absurdly deep. */

export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: Json;
}

const DEEPEST = 64;

/**
 * Parses the body of a request.
 *
 * @throws {SyntaxError} its message says what is wrong
 */
export function parseUnambiguously(body: Buffer): JsonObject {
  const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body);
  const value = JSON.parse(text) as Json;
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new SyntaxError("the body must be a JSON object");
  }
  refuseRepeatedKeys(text);
  return value as JsonObject;
}

/** Walks over text that is known to be JSON: each object's keys are collected, a second one of the same name throws. */
function refuseRepeatedKeys(text: string): void {
  const open: (Set<string> | undefined)[] = [];
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === "{" || character === "[") {
      open.push(character === "{" ? new Set() : undefined);
      if (open.length > DEEPEST) throw new SyntaxError(`the body must not be nested deeper than ${DEEPEST}`);
    } else if (character === "}" || character === "]") {
      open.pop();
    } else if (character === '"') {
      const end = endOfString(text, at);
      if (isFollowedByColon(text, end)) remember(open.at(-1), JSON.parse(text.slice(at, end)) as string);
      at = end - 1;
    }
  }
}

function endOfString(text: string, start: number): number {
  let end = start;
  do {
    end = text.indexOf('"', end + 1);
  } while (isEscaped(text, end));
  return end + 1;
}

function isEscaped(text: string, at: number): boolean {
  let backslashes = 0;
  while (text[at - 1 - backslashes] === "\\") backslashes++;
  return backslashes % 2 === 1;
}

function isFollowedByColon(text: string, at: number): boolean {
  while (" \t\r\n".includes(text[at] ?? "x")) at++;
  return text[at] === ":";
}

function remember(keys: Set<string> | undefined, key: string): void {
  if (keys?.has(key)) throw new SyntaxError(`the body must not repeat the key ${JSON.stringify(key)}`);
  keys?.add(key);
}

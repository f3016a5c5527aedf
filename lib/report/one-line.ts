/** Characters that end a line, move the cursor, or turn the direction of what follows. */
const MOVING = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** Text of unknown origin as part of one line, of which it can be no other: `\u000a` for a line's end. */
export function oneLine(text: string): string {
  return text.replace(MOVING, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

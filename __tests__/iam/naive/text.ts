/** Text of a policy: variables filled in, then compared with or without wildcards. */

export type Context = Readonly<Record<string, string | string[]>>;

/** A piece of a policy's text; in a fixed one, which came from a variable, `*` and `?` are plain characters. */
export interface Piece {
  readonly text: string;
  readonly fixed: boolean;
}

/** The values of a key: none if the request doesn't carry it. "Context key names are not case-sensitive" (reference_policies_elements_condition). */
export function valuesOf(key: string, context: Context): readonly string[] {
  const name = Object.keys(context).find((candidate) => candidate.toLowerCase() === key.toLowerCase());
  const value = name === undefined ? [] : context[name];
  return typeof value === "string" ? [value] : (value ?? []);
}

/**
 * The text with its variables filled in. `undefined`: a variable without a value, so nothing is equal to or like it.
 * A string: a doubt. In Version 2008-10-17 there are no variables.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function fill(text: string, variables: boolean, context: Context): Piece[] | undefined | string {
  const start = variables ? text.indexOf("${") : -1;
  if (start < 0) return [{ text, fixed: false }];
  const end = text.indexOf("}", start);
  if (end < 0) return "unclosed variable";
  const value = valueOfVariable(text.slice(start + 2, end), context);
  if (value === undefined || value.doubt !== undefined) return value?.doubt;
  const rest = fill(text.slice(end + 1), variables, context);
  if (!Array.isArray(rest)) return rest;
  return [{ text: text.slice(0, start), fixed: false }, { text: value.text, fixed: true }, ...rest];
}

function valueOfVariable(inside: string, context: Context) {
  // "${*}, ${?} and ${$}": predefined variables with fixed values.
  if (["*", "?", "$"].includes(inside)) return { text: inside };
  // "surround the default value with single quotes, and separate the variable text and the default value with a comma and space"
  const parts = /^([^,']+)(?:, '([^']*)')?$/.exec(inside);
  if (parts === null) return { text: "", doubt: "malformed variable" };
  const values = valuesOf(parts[1] ?? "", context);
  // "You can use any available single-valued context key as a policy variable, but you cannot use a multivalued context key"
  if (values.length > 1) return { text: "", doubt: "variable of a key with several values" };
  const text = values[0] ?? parts[2];
  return text === undefined ? undefined : { text };
}

export const plain = (pieces: readonly Piece[]): string => pieces.map((piece) => piece.text).join("");

/** Does the value equal the pattern, where `*` stands for any characters and `?` for one? Straight recursion, remembered. */
export function like(pattern: readonly Piece[], value: string): boolean {
  const tokens = pattern.flatMap(({ text, fixed }) =>
    [...text].map((character) => ({ character, wild: !fixed && (character === "*" || character === "?") })),
  );
  const characters = [...value];
  const known = new Map<string, boolean>();
  const matches = (t: number, c: number): boolean => {
    const place = `${t}/${c}`;
    const before = known.get(place);
    if (before !== undefined) return before;
    const answer = step(t, c);
    known.set(place, answer);
    return answer;
  };
  const step = (t: number, c: number): boolean => {
    const token = tokens[t];
    if (token === undefined) return c === characters.length;
    if (token.wild && token.character === "*") {
      return matches(t + 1, c) || (c < characters.length && matches(t, c + 1));
    }
    if (c === characters.length) return false;
    return (token.wild || token.character === characters[c]) && matches(t + 1, c + 1);
  };
  return matches(0, 0);
}

/** The six parts of an ARN as a policy writes it: the colons inside a variable part nothing. Fewer than five colons: fewer parts. */
export function arnParts(text: string, variables: boolean): string[] {
  const parts: string[] = [];
  let part = "";
  let inVariable = false;
  for (let i = 0; i < text.length; i += 1) {
    if (variables && text.startsWith("${", i)) inVariable = true;
    if (text[i] === "}") inVariable = false;
    if (text[i] === ":" && !inVariable && parts.length < 5) {
      parts.push(part);
      part = "";
    } else {
      part += text[i];
    }
  }
  return [...parts, part];
}

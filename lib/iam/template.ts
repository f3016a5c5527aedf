import { ANY_CHARACTER, ANY_TEXT, type GlobPart } from "./glob";
import { isUndecided, type Undecided } from "./match";
import type { RequestContext } from "./context";

/** `${aws:username}` or `${aws:PrincipalTag/team, 'default'}` in a policy. */
export interface Variable {
  readonly key: string;
  readonly otherwise?: string;
}

/** Text of a policy, taken apart: literal text, wildcards, variables. */
export type TemplatePart = GlobPart | Variable;
export type Template = readonly TemplatePart[];

/** How to read the text: which of IAM's two notations it may hold. Variables work in Version 2012-10-17 only. */
export interface Notation {
  readonly wildcards: boolean;
  readonly variables: boolean;
}

const VARIABLE = /^\$\{(?:([*?$])|\s*([^,'${}\s](?:[^,'${}]*[^,'${}\s])?)\s*(?:,\s*'([^'{}]*)'\s*)?)\}/;
const LONGEST_VARIABLE = 1024;
const WILDCARD: Readonly<Record<"*" | "?", GlobPart>> = { "*": ANY_TEXT, "?": ANY_CHARACTER };

/**
 * Takes the text apart; `undefined` when a `${` starts no well-formed variable.
 * `${*}`, `${?}` and `${$}` are those characters themselves.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function readTemplate(text: string, notation: Notation): Template | undefined {
  const parts: TemplatePart[] = [];
  let at = 0;
  while (at < text.length) {
    const next = nextSpecial(text, at, notation);
    if (next > at) append(parts, text.slice(at, next));
    at = next;
    const character = text[at];
    if (character === undefined) break;
    if (character === "*" || character === "?") {
      parts.push(WILDCARD[character]);
      at += 1;
      continue;
    }
    const found = VARIABLE.exec(text.slice(at, at + LONGEST_VARIABLE));
    if (!found) return undefined;
    const [written, special, key, otherwise] = found;
    if (special) append(parts, special);
    else parts.push(otherwise === undefined ? { key: key! } : { key: key!, otherwise });
    at += written.length;
  }
  return parts.length ? parts : [""];
}

function append(parts: TemplatePart[], text: string): void {
  const last = parts.at(-1);
  if (typeof last === "string") parts[parts.length - 1] = last + text;
  else parts.push(text);
}

function nextSpecial(text: string, from: number, { wildcards, variables }: Notation): number {
  for (let at = from; at < text.length; at++) {
    const character = text[at];
    if (wildcards && (character === "*" || character === "?")) return at;
    if (variables && character === "$" && text[at + 1] === "{") return at;
  }
  return text.length;
}

export function isVariable(part: TemplatePart): part is Variable {
  return typeof part === "object";
}

/** Puts the request's values in the variables' place; `undefined` when one has neither a value nor a default. */
export function fill(
  template: Template,
  context: RequestContext,
): readonly GlobPart[] | Undecided | undefined {
  if (!template.some(isVariable)) return template as readonly GlobPart[];
  const parts: GlobPart[] = [];
  for (const part of template) {
    if (!isVariable(part)) {
      parts.push(part);
      continue;
    }
    const value = context.single(part.key);
    if (isUndecided(value)) return value;
    const text = value ?? part.otherwise;
    if (text === undefined) return undefined;
    parts.push(text);
  }
  return parts;
}

/** The most that the template can match: every variable as `*`. */
export function widest(template: Template): readonly GlobPart[] {
  return template.map((part) => (isVariable(part) ? ANY_TEXT : part));
}

const SEGMENTS = 6;

/** The template cut at its colons, into six segments at most; a colon inside a variable is no cut. */
export function segments(template: Template): Template[] {
  const result: TemplatePart[][] = [[]];
  for (const part of template) {
    if (typeof part !== "string") {
      result.at(-1)!.push(part);
      continue;
    }
    let rest = part;
    for (let colon = rest.indexOf(":"); colon >= 0 && result.length < SEGMENTS; colon = rest.indexOf(":")) {
      if (colon > 0) result.at(-1)!.push(rest.slice(0, colon));
      result.push([]);
      rest = rest.slice(colon + 1);
    }
    if (rest) result.at(-1)!.push(rest);
  }
  return result.map((segment) => (segment.length ? segment : [""]));
}

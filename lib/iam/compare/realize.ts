import type { ConditionOperator } from "../conditions/operator";
import { ANY_CHARACTER, ANY_TEXT } from "../glob";
import { isVariable, type Template } from "../template";
import type { ContextValues } from "./known";
import { canonicalKey } from "./known";
import type { PolicyValue } from "./policy-value";

const OTHER = "other-x9";

/** Values that a key may have: some that satisfy the test of these values, and some that do not. */
export function candidateValues(operator: ConditionOperator, values: readonly PolicyValue[]): string[] {
  return [...values.flatMap((value) => near(operator.positive, value)), ...OTHERS];
}

const OTHERS = [
  OTHER,
  "x",
  "0",
  "true",
  "false",
  "198.51.100.7",
  "2001:db8::7",
  "1970-01-01T00:00:00Z",
  "eA==",
];

function near(operator: string, { raw, template }: PolicyValue): string[] {
  if (operator.startsWith("Numeric")) return [raw, String(Number(raw) + 1), String(Number(raw) - 1)];
  if (operator.startsWith("Date")) return [raw, "1970-01-01T00:00:00Z", "2999-01-01T00:00:00Z"];
  if (operator === "IpAddress") return [raw.split("/")[0]!, "198.51.100.7", "192.0.2.1", "2001:db8::7"];
  if (!template) return [raw];
  return [spell(template, "x"), spell(template, "")];
}

/** One text that the template matches. */
function spell(template: Template, wildcard: string): string {
  return template
    .map((part) => {
      if (part === ANY_TEXT) return wildcard;
      if (part === ANY_CHARACTER || isVariable(part as never)) return "x";
      return part as string;
    })
    .join("");
}

/** Values of the template's variables for which it matches the text; `undefined`: there are none. */
export function solve(template: Template, text: string): ContextValues | undefined {
  return match(template, text, "+?") ?? match(template, text, "*?");
}

function match(template: Template, text: string, length: string): ContextValues | undefined {
  const keys: string[] = [];
  const source = template.map((part) => {
    if (part === ANY_TEXT) return ".*?";
    if (part === ANY_CHARACTER) return ".";
    if (typeof part === "string") return part.replace(/[.+^${}()|[\]\\*?/-]/g, "\\$&");
    const key = canonicalKey((part as { key: string }).key);
    const known = keys.indexOf(key);
    if (known >= 0) return `\\${known + 1}`;
    keys.push(key);
    return `(.${length})`;
  });
  const found = new RegExp(`^${source.join("")}$`, "s").exec(text);
  return found ? Object.fromEntries(keys.map((key, index) => [key, [found[index + 1]!]])) : undefined;
}

import type { ConditionOperator } from "../conditions/operator";
import { ANY_TEXT } from "../glob";
import { fill, isVariable, readTemplate, type Template, type TemplatePart } from "../template";
import { canonicalKey, type Known } from "./known";

/** A value of a policy, with the variables filled whose values are known. */
export interface PolicyValue {
  /** As written, and whether variables work in it: what the operator reads. */
  readonly raw: string;
  readonly variables: boolean;
  /** Equal for values that mean the same. */
  readonly form: string;
  /** Its variables whose values are not known. */
  readonly unknownKeys: readonly string[];
  /** Nothing but this text. */
  readonly plain?: string;
  /** `*` alone. */
  readonly anyText: boolean;
  /** It holds a variable that is known to have no value: it matches nothing. */
  readonly never: boolean;
  readonly template: Template | undefined;
}

const WITH_WILDCARDS = /^(?:StringLike|Arn(?:Equals|Like))$/;
const OF_TEXT = /^(?:String|Arn)/;

export function readPolicyValue(
  raw: string,
  operator: ConditionOperator,
  variables: boolean,
  known: Known,
): PolicyValue {
  const of = { raw, variables };
  if (!OF_TEXT.test(operator.positive))
    return { ...of, form: raw, plain: raw, unknownKeys: [], anyText: false, never: false, template: [raw] };
  const wildcards = WITH_WILDCARDS.test(operator.positive);
  const template = readTemplate(raw, { wildcards, variables });
  if (!template) {
    return { ...of, form: `malformed ${raw}`, unknownKeys: [], anyText: false, never: false, template };
  }
  const filled = fillKnown(template, known);
  const unknownKeys = unknownKeysOf(filled ?? [], known);
  const merged = operator.positive.startsWith("Arn") ? filled : filled && merge(filled);
  const plain = merged?.every((part) => typeof part === "string") ? merged.join("") : undefined;
  return {
    ...of,
    form: merged ? formOf(merged) : "never",
    unknownKeys,
    ...(plain !== undefined && { plain }),
    anyText: merged?.every((part) => part === ANY_TEXT) ?? false,
    never: merged === undefined,
    template: merged,
  };
}

/** The template with the variables filled that are known; `undefined`: one is known to have no value. */
export function fillKnown(template: Template, known: Known): Template | undefined {
  const parts: TemplatePart[] = [];
  for (const part of template) {
    if (!isVariable(part) || !known.has(canonicalKey(part.key))) {
      parts.push(part);
      continue;
    }
    const filled = fill([part], known.context);
    if (filled === undefined) return undefined;
    // A variable with several values is the evaluator's to judge: it stays.
    if (!Array.isArray(filled)) parts.push(part);
    else parts.push(...(filled as readonly TemplatePart[]));
  }
  return parts;
}

export function unknownKeysOf(template: Template, known: Known): string[] {
  const keys = template.filter(isVariable).map(({ key }) => canonicalKey(key));
  return [...new Set(keys.filter((key) => !known.has(key)))];
}

export function merge(parts: Template): Template {
  const merged: TemplatePart[] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if (typeof part === "string" && typeof last === "string") merged[merged.length - 1] = last + part;
    else if (part !== ANY_TEXT || last !== ANY_TEXT) merged.push(part);
  }
  return merged;
}

/** A text that two templates share only if they are the same. */
export function formOf(template: Template): string {
  return JSON.stringify(
    template.map((part) => {
      if (typeof part === "string") return part;
      if (typeof part === "symbol") return [part.description];
      return { key: canonicalKey(part.key), otherwise: part.otherwise };
    }),
  );
}

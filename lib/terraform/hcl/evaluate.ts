import { isObject } from "../json";
import { EncodedJson, Unknown, holdsUnknown } from "../unknown";
import { callFunction } from "./functions";
import { parseTemplate } from "./parse";
import { type Expression, NotRead, type TraversalStep } from "./syntax";

/** Resolves a reference: `["aws_iam_role", "x", "arn"]`, keys as they are. */
export type Resolve = (path: readonly (string | number)[]) => unknown;

/** A value of Terraform's JSON with its templates filled in; what is not read or not known is {@link Unknown}. */
export function evaluate(value: unknown, resolve: Resolve): unknown {
  if (typeof value === "string") return value.includes("{") ? evaluateText(value, resolve) : value;
  if (Array.isArray(value)) return value.map((item) => evaluate(item, resolve));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, evaluate(item, resolve)]));
}

function evaluateText(text: string, resolve: Resolve): unknown {
  try {
    return value(parseTemplate(text), resolve);
  } catch (error) {
    if (!(error instanceof NotRead)) throw error;
    return new Unknown(`an expression that is not read (${error.message})`);
  }
}

function value(expression: Expression, resolve: Resolve): unknown {
  switch (expression.type) {
    case "literal":
      return expression.value;
    case "template":
      return template(expression.parts, resolve);
    case "list":
      return expression.items.map((item) => value(item, resolve));
    case "object":
      return Object.fromEntries(
        expression.entries.map(([key, item]) => [keyText(key, resolve), value(item, resolve)]),
      );
    case "call":
      return walk(
        callFunction(
          expression.name,
          expression.args.map((arg) => value(arg, resolve)),
        ),
        expression.steps,
        resolve,
      );
    case "traversal":
      return resolve([expression.root, ...path(expression.steps, resolve)]);
  }
}

/** A template that is one `${…}` is that value; any other is text, with what is unknown kept as a part of it. */
function template(parts: readonly (string | Expression)[], resolve: Resolve): unknown {
  const values = parts.map((part) => (typeof part === "string" ? part : value(part, resolve)));
  if (values.length === 1) return values[0];
  const texts = values.flatMap(asText);
  const unknown = texts.find((text) => text instanceof Unknown);
  return unknown ? new Unknown(unknown.reason, undefined, texts) : texts.join("");
}

function asText(part: unknown): readonly (string | Unknown)[] {
  if (part instanceof Unknown) return part.parts ?? [part];
  if (part instanceof EncodedJson)
    return [holdsUnknown(part.value) ? new Unknown("known in parts only") : JSON.stringify(part.value)];
  return [typeof part === "object" ? new Unknown("no text") : String(part)];
}

function keyText(key: Expression, resolve: Resolve): string {
  const text = value(key, resolve);
  if (typeof text !== "string") throw new NotRead("a key that is not known");
  return text;
}

function path(steps: readonly TraversalStep[], resolve: Resolve): readonly (string | number)[] {
  return steps.map((step) => {
    if ("attribute" in step) return step.attribute;
    const index = value(step.index, resolve);
    if (typeof index !== "string" && typeof index !== "number")
      throw new NotRead("an index that is not known");
    return index;
  });
}

function walk(from: unknown, steps: readonly TraversalStep[], resolve: Resolve): unknown {
  return follow(from, path(steps, resolve));
}

/** Goes into a value; where there is nothing of that name, nobody knows. */
export function follow(from: unknown, path: readonly (string | number)[]): unknown {
  let reached = from;
  for (const step of path) {
    if (reached instanceof Unknown) return reached;
    const inner =
      typeof reached === "object" && reached !== null && Object.hasOwn(reached, step)
        ? (reached as Record<string, unknown>)[step]
        : undefined;
    if (inner === undefined) return new Unknown(`nothing is named ${step}`);
    reached = inner;
  }
  return reached;
}

import { isObject } from "../json";
import { EncodedJson, Unknown, holdsUnknown } from "../unknown";

/**
 * Terraform's functions that synthesized policies and keys are made with; any other makes its result unknown.
 * @see https://developer.hashicorp.com/terraform/language/functions
 */
const functions: Readonly<Record<string, (...args: readonly unknown[]) => unknown>> = {
  jsonencode: (value) => new EncodedJson(value),
  jsondecode: (value) => (value instanceof EncodedJson ? value.value : JSON.parse(String(value))),
  tostring: (value) => (value instanceof Unknown ? value : String(value)),
  tolist: (value) => value,
  toset: (value) => (Array.isArray(value) ? [...new Set(value)] : value),
  concat: (...lists) => lists.flatMap((one) => one),
  flatten: (value) => (Array.isArray(value) ? value.flat(Infinity) : value),
  distinct: (value) => (Array.isArray(value) ? [...new Set(value)] : value),
  compact: (value) => (Array.isArray(value) ? value.filter((one) => one !== "" && one !== null) : value),
  merge: (...maps) => Object.assign({}, ...maps.filter(isObject)),
  lower: (value) => (value instanceof Unknown ? value : String(value).toLowerCase()),
  upper: (value) => (value instanceof Unknown ? value : String(value).toUpperCase()),
  join: (separator, items) =>
    Array.isArray(items) && !holdsUnknown(items)
      ? items.join(String(separator))
      : new Unknown("join of something unknown"),
  format: (pattern, ...args) => {
    let next = 0;
    if (holdsUnknown(args) || typeof pattern !== "string" || /%[^s%]/.test(pattern))
      return new Unknown("format of something unknown");
    return pattern.replace(/%[s%]/g, (verb) => (verb === "%%" ? "%" : String(args[next++])));
  },
};

/** Functions that keep what is known when a part of their argument is not. */
const PARTIAL = new Set(["jsonencode", "concat", "tolist", "merge"]);

export function callFunction(name: string, args: readonly unknown[]): unknown {
  const known = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (!known) return new Unknown(`the function ${name} is not read`);
  const unknown =
    args.find((arg) => arg instanceof Unknown) ?? (PARTIAL.has(name) ? undefined : args.find(holdsUnknown));
  if (unknown !== undefined && name !== "jsonencode")
    return unknown instanceof Unknown ? unknown : new Unknown(`${name} of something unknown`);
  try {
    return known(...args);
  } catch {
    return new Unknown(`${name} fails`);
  }
}

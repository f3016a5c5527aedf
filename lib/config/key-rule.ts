/** Names through which JavaScript reaches an object's prototype. */
const PROTOTYPE_KEYS = new Set(["__proto__", "constructor", "prototype"]);

/** What is wrong with a key, if anything. */
export function keyRule(key: unknown, before: Record<string, unknown>): string | undefined {
  if (typeof key !== "string") return "must have text as keys, in quotes where YAML reads something else";
  if (PROTOTYPE_KEYS.has(key)) return "must not have a key of JavaScript's prototypes";
  if (Object.hasOwn(before, key)) return "must not have the same key twice";
  if (/[$%#]\{|Token\[/.test(key)) return "must not have templates or tokens in keys";
  if (/[\p{Cc}\p{Cs}]/u.test(key)) return "must not have control characters in keys";
  return undefined;
}

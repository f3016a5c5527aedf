import { constantOf } from "./configuration";
import { isObject, member, object } from "./json";
import { Unknown } from "./unknown";

const AFTER_APPLY = "known only after apply";

/** What is written as a constant is no secret, even where the provider plans to compute it: `managed_policy_arns = []`. */
function written(expression: unknown): unknown {
  return constantOf(expression) ?? undefined;
}

/** Puts an {@link Unknown} wherever `after_unknown` says true; a block's expressions are its own only if there is one block. */
export function withUnknown(
  value: unknown,
  mask: unknown,
  expression: unknown,
  follow: (expression: unknown) => Unknown["targets"],
): unknown {
  if (mask === true) return written(expression) ?? new Unknown(AFTER_APPLY, follow(expression));
  if (Array.isArray(mask)) {
    const values = Array.isArray(value) ? value : [];
    const blocks = Array.isArray(expression) ? expression : [];
    const only = blocks.length === 1 && mask.length === 1 ? blocks[0] : undefined;
    return Array.from({ length: Math.max(values.length, mask.length) }, (_, index) =>
      withUnknown(values[index], mask[index], only, follow),
    );
  }
  if (!isObject(mask)) return value;
  const merged: Record<string, unknown> = { ...object(value) };
  for (const [name, inner] of Object.entries(mask)) {
    merged[name] = withUnknown(merged[name], inner, member(expression, name), follow);
  }
  return isObject(value) || Object.values(mask).length ? merged : value;
}

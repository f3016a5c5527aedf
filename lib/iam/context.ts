import { isUndecided, undecided, type Undecided } from "./match";
import { describeValue, shorten } from "./describe";

/**
 * The condition keys that a request carries, by name without regard to case.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
 */
export class RequestContext {
  readonly #keys = new Map<string, readonly string[] | Undecided>();

  constructor(context: Readonly<Record<string, unknown>>) {
    for (const name of Object.keys(context)) {
      const values = readValues(name, context[name]);
      if (values === undefined) continue;
      const key = name.toLowerCase();
      this.#keys.set(
        key,
        this.#keys.has(key) ? undecided(`the request carries condition key ${shorten(key)} twice`) : values,
      );
    }
  }

  /** The key's values, one or more; `undefined` when the request does not carry it. */
  values(key: string): readonly string[] | Undecided | undefined {
    return this.#keys.get(key.toLowerCase());
  }

  /** The value of a key that has one, as a policy variable needs it. */
  single(key: string): string | Undecided | undefined {
    const values = this.values(key);
    if (values === undefined || isUndecided(values)) return values;
    return values.length === 1
      ? values[0]!
      : undecided(`variable ${shorten(key)} has ${values.length} values`);
  }
}

function readValues(name: string, given: unknown): readonly string[] | Undecided | undefined {
  if (given === undefined) return undefined;
  const values: string[] = [];
  for (const value of Array.isArray(given) ? given : [given]) {
    if (typeof value === "string") values.push(value);
    else if (typeof value === "number" || typeof value === "boolean") values.push(String(value));
    else return undecided(`the request's ${shorten(name)} is ${describeValue(value)}`);
  }
  return values.length ? values : undefined;
}

import { readCaller, type Caller } from "../caller";
import { RequestContext } from "../context";
import type { AccessScope, KnownKeys } from "./scope";

/** Values of condition keys, by canonical name. */
export type ContextValues = Readonly<Record<string, readonly string[]>>;

/** Key names have no case; `ecr:ResourceTag/x` and `aws:ResourceTag/x` are one key. */
export function canonicalKey(key: string): string {
  return key.toLowerCase().replace(/^ecr:resourcetag\//, "aws:resourcetag/");
}

/** Keys that go with the caller or the resource: if they are not known, they cannot be chosen either. */
const FIXED = new Set([
  "aws:principalarn",
  "aws:principaltype",
  "aws:userid",
  "aws:username",
  "aws:requestedregion",
]);

export function isChoosable(key: string): boolean {
  return !FIXED.has(key);
}

/** What a question fixes about the condition keys of its requests, on one side. */
export class Known {
  readonly context: RequestContext;
  private readonly values = new Map<string, readonly string[]>();

  constructor(scope: AccessScope, resourceAccountId: string, own: KnownKeys = {}) {
    const { principal, context = {}, untold = [] } = scope;
    this.set("aws:principalaccount", principal.accountId);
    this.set("aws:resourceaccount", resourceAccountId);
    this.fixCaller(readCaller(principal), principal.arn);
    const region = regionOf(scope.resources);
    if (region !== undefined) this.set("aws:requestedregion", region);
    untold.forEach((name) => this.values.delete(canonicalKey(name)));
    const given = new Map<string, string>();
    for (const [name, value] of [...Object.entries(context), ...Object.entries(own)]) {
      // A key without a value is one that nothing is known of.
      if ((value as unknown) === undefined) continue;
      const [key, values] = [canonicalKey(name), [value].flat()];
      const text = JSON.stringify(values);
      if ((given.get(key) ?? text) !== text)
        throw new Error(`scope.context must give each key one value, got "${name}" with another`);
      given.set(key, text);
      this.values.set(key, values);
    }
    this.context = this.contextWith({});
  }

  private fixCaller(caller: Caller | undefined, arn: string): void {
    if (caller?.kind === "session") this.values.set("aws:username", []);
    if (caller?.kind !== "user") return;
    this.set("aws:username", arn.split("/").at(-1)!);
    this.set("aws:principalarn", arn);
  }

  private set(key: string, value: string): void {
    this.values.set(key, [value]);
  }

  /** Is it known what the request carries under this canonical key, even if that is nothing? */
  has(key: string): boolean {
    return this.values.has(key);
  }

  /** The key's values; `undefined`: known to be absent, or not known. */
  get(key: string): readonly string[] | undefined {
    const values = this.values.get(key);
    return values?.length ? values : undefined;
  }

  /** What of these keys is known, as a text that two sides share only if they know the same. */
  tell(keys: readonly string[]): string {
    const known = keys.filter((key) => this.has(key)).map((key) => [key, this.values.get(key)]);
    return known.length ? ` with ${JSON.stringify(known)}` : "";
  }

  /** A request's context: what is known, and these values of other keys. */
  record(chosen: ContextValues): Record<string, string[]> {
    // Without a prototype, a key that is called `__proto__` is one as any other.
    const record = Object.create(null) as Record<string, string[]>;
    for (const [key, values] of [...Object.entries(chosen), ...this.values]) {
      delete record[key];
      if (!values.length) continue;
      record[key] = [...values];
      if (key.startsWith("aws:resourcetag/")) record[key.replace(/^aws:/, "ecr:")] = [...values];
    }
    return record;
  }

  contextWith(chosen: ContextValues): RequestContext {
    return new RequestContext(this.record(chosen));
  }
}

/**
 * The region of every ARN that the pattern matches; `undefined`: there may be several. An ARN of a repository has five
 * colons: a wildcard of a pattern that writes fewer may stand for one.
 */
function regionOf(pattern: string): string | undefined {
  const parts = pattern.split(":");
  const region = parts[3];
  const fixed = parts.length > 5 ? parts.slice(3, 4) : parts.slice(0, 4);
  return parts.length > 4 && region && !/[*?]/.test(fixed.join(":")) ? region : undefined;
}

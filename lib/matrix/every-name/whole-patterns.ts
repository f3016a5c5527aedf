import { MATCHING } from "./collected";

/** Outside of the region that is asked about first, patterns are whole ARNs. */
export function withWholePatterns<
  Change extends { readonly pattern: string; readonly except: readonly string[] },
>(change: Change, home: string): Change {
  const whole = (name: string) => (name.includes(":") ? name : home + name);
  const pattern = change.pattern.split(MATCHING).map(whole).join(MATCHING);
  return { ...change, pattern, except: change.except.map(whole) };
}

import { Unknown } from "../terraform/unknown";
import { hasOpenVariable, widenVariables } from "./open-variables";

/** Is it left open what the item of a policy is: because no file says, or because a variable stands in it? */
export function isOpen(item: unknown, isKnown: (variable: string) => boolean): boolean {
  return item instanceof Unknown || (typeof item === "string" && hasOpenVariable(item, isKnown));
}

/** The narrowest pattern that surely matches whatever the open item is. */
export function widened(item: unknown, isKnown: (variable: string) => boolean): string {
  return item instanceof Unknown ? item.pattern : widenVariables(String(item), isKnown);
}

/** Why the open item is open. */
export function reasonOf(item: unknown): string {
  return item instanceof Unknown ? item.reason : `the variable in ${String(item)}`;
}

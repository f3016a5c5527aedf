import { describeValue } from "./describe";
import { isObject, listOf, own } from "./json";
import type { PrincipalEntry } from "./statement";

const TYPES = new Set(["AWS", "Service", "Federated", "CanonicalUser"]);

/**
 * The entries of a Principal or NotPrincipal element: `"*"`, or an object of types.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function readPrincipals(given: unknown, report: (problem: string) => void): PrincipalEntry[] {
  if (given === "*") return [{ type: "AWS", value: "*" }];
  if (!isObject(given)) {
    report(`Principal is ${describeValue(given)}`);
    return [];
  }
  const entries: PrincipalEntry[] = [];
  for (const type of Object.keys(given)) {
    if (!TYPES.has(type)) report(`${describeValue(type)} is no type of principal`);
    for (const value of listOf(own(given, type))) {
      if (typeof value === "string") entries.push({ type, value });
      else report(`Principal holds ${describeValue(value)}`);
    }
  }
  return entries;
}

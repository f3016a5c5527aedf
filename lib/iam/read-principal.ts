import { describeValue } from "./describe";
import { isObject, listOf, own } from "./json";
import type { PrincipalEntry } from "./statement";

const TYPES = new Set(["AWS", "Service", "Federated", "CanonicalUser"]);

/**
 * The entries of a Principal or NotPrincipal element: `"*"`, or an object of types.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function readPrincipals(given: unknown, problems: string[]): PrincipalEntry[] {
  if (given === "*") return [{ type: "AWS", value: "*" }];
  if (!isObject(given)) {
    problems.push(`Principal is ${describeValue(given)}`);
    return [];
  }
  const entries: PrincipalEntry[] = [];
  for (const type of Object.keys(given)) {
    if (!TYPES.has(type)) problems.push(`${describeValue(type)} is no type of principal`);
    for (const value of listOf(own(given, type))) {
      if (typeof value === "string") entries.push({ type, value });
      else problems.push(`Principal holds ${describeValue(value)}`);
    }
  }
  return entries;
}

import { describeValue } from "../describe";
import { matchesGlob } from "../glob";
import { isUndecided, undecided } from "../match";
import { fill, readTemplate } from "../template";
import type { ReadValue } from "./operator";

/**
 * A test of text. A variable without a value matches nothing, so that the negated operator holds.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function text(wildcards: boolean, spelling: (text: string) => string = (same) => same): ReadValue {
  return (policyValue, variables) => {
    const template = readTemplate(policyValue, { wildcards, variables });
    if (!template) return () => undecided(`${describeValue(policyValue)} holds a malformed variable`);
    return (requestValue, context) => {
      const parts = fill(template, context);
      if (parts === undefined) return false;
      if (isUndecided(parts)) return parts;
      const spelled = parts.map((part) => (typeof part === "string" ? spelling(part) : part));
      return matchesGlob(spelled, spelling(requestValue));
    };
  };
}

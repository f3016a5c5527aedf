import { describeValue } from "../describe";
import { matchesGlob } from "../glob";
import { every, isUndecided, undecided } from "../match";
import { fill, readTemplate, segments, widest } from "../template";
import { negation, operator, type ReadValue } from "./operator";

/**
 * The six parts of an ARN, each by itself, with wildcards; a variable's own colons are text of its part. What a pattern
 * of fewer parts matches is documented nowhere.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
const arn: ReadValue = (policyValue, variables) => {
  const template = readTemplate(policyValue, { wildcards: true, variables });
  if (!template) return () => undecided(`${describeValue(policyValue)} holds a malformed variable`);
  const patterns = segments(template);
  if (patterns.length < 6) {
    return (requestValue) =>
      matchesGlob(widest(template), requestValue) &&
      undecided(`${describeValue(policyValue)} has fewer than the six parts of an ARN`);
  }
  return (requestValue, context) => {
    const parts = segments([requestValue]);
    if (parts.length < 6) return false;
    return every(patterns, (pattern) => {
      const filled = fill(pattern, context);
      if (filled === undefined) return false;
      if (isUndecided(filled)) return filled;
      const part = parts[patterns.indexOf(pattern)]!.join("");
      return matchesGlob(filled, part);
    });
  };
};

/** ArnEquals and ArnLike are the same. */
export const arnEquals = operator("ArnEquals", arn);
export const arnNotEquals = negation("ArnNotEquals", arnEquals);
export const arnLike = operator("ArnLike", arn);
export const arnNotLike = negation("ArnNotLike", arnLike);

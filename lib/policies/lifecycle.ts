/** When ECR expires a repository's images by itself. */
import type { LifecycleRule } from "../config/registry";

/**
 * The lifecycle policy in ECR's own form, rules in the order of their priority.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html
 */
export function lifecyclePolicy(rules: readonly LifecycleRule[]) {
  return { rules: [...rules].sort((a, b) => a.priority - b.priority).map(ruleOf) };
}

function ruleOf({ priority, description, tagStatus, tagPatterns, tagPrefixes, expire }: LifecycleRule) {
  return {
    rulePriority: priority,
    ...(description !== undefined && { description }),
    selection: {
      tagStatus,
      ...(tagPatterns && { tagPatternList: tagPatterns }),
      ...(tagPrefixes && { tagPrefixList: tagPrefixes }),
      ...countOf(expire),
    },
    action: { type: "expire" },
  };
}

function countOf(expire: LifecycleRule["expire"]) {
  return "moreThan" in expire
    ? { countType: "imageCountMoreThan", countNumber: expire.moreThan }
    : { countType: "sinceImagePushed", countUnit: "days", countNumber: expire.olderThanDays };
}

import { fields, listOf, oneOf, refuse, someOf, text, wholeNumber, word } from "./schema-text";

/** @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutImage.html */
const LONGEST_TAG = 300;

const pattern = text(
  "must be characters of an image tag, with at most four *",
  /^(?!(?:[^*]*\*){5})[A-Za-z0-9_.*-]+$/,
  "An image tag in which * stands for any characters, at most four times.",
  LONGEST_TAG,
);

const prefix = text(
  "must be characters of an image tag",
  /^[A-Za-z0-9_.-]+$/,
  "The start of an image tag.",
  LONGEST_TAG,
);

/** ECR's page names no greatest number: this is as far as its integers go. */
const MOST = 2_147_483_647;

const expire = fields(
  {
    moreThan: wholeNumber(1, MOST, "Keep that many of the selected images, the latest.").optional(),
    olderThanDays: wholeNumber(1, MOST, "Keep what was pushed within that many days.").optional(),
  },
  "Which of the selected images expire: `moreThan` or `olderThanDays`.",
)
  .superRefine((value, context) => {
    if ((value.moreThan === undefined) === (value.olderThanDays === undefined)) {
      refuse(context, "must have either moreThan or olderThanDays");
    }
  })
  .meta(oneOf("moreThan", "olderThanDays"));

const lifecycleRule = fields(
  {
    priority: wholeNumber(
      1,
      MOST,
      "Rules apply from the lowest number to the highest. Default: its place in the list.",
    ).optional(),
    description: text(
      "must be up to 2048 characters",
      /^/,
      "What the rule is for: up to 2048 characters.",
    ).optional(),
    tagStatus: word(["tagged", "untagged", "any"], "Which images the rule selects."),
    tagPatterns: someOf(
      pattern,
      "Images that have a tag for each of these patterns; with `tagStatus: tagged`.",
    ).optional(),
    tagPrefixes: someOf(
      prefix,
      "Images that have a tag with each of these starts; with `tagStatus: tagged`.",
    ).optional(),
    expire,
  },
  "A rule by which images expire.",
).superRefine((rule, context) => {
  const selectors = Number(rule.tagPatterns !== undefined) + Number(rule.tagPrefixes !== undefined);
  if (rule.tagStatus === "tagged" && selectors !== 1) {
    refuse(context, "must have either tagPatterns or tagPrefixes where tagStatus is tagged");
  } else if (rule.tagStatus !== "tagged" && selectors > 0) {
    refuse(context, `must not have tagPatterns or tagPrefixes where tagStatus is ${rule.tagStatus}`);
  }
});

/** @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/service-quotas.html */
const MOST_RULES = 50;

/**
 * What ECR's two pages ask of a policy's rules together: priorities of their own, `any` last and once, one rule for
 * untagged images, no list of prefixes twice.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html
 */
export const lifecycle = listOf(
  lifecycleRule,
  "The rules of the lifecycle policy. An empty list: none.",
).superRefine((rules, context) => {
  if (rules.length > MOST_RULES) return refuse(context, `must have at most ${MOST_RULES} rules`);
  const present = rules.flatMap((rule, index) =>
    rule === undefined ? [] : [{ ...rule, index, priority: rule.priority ?? index + 1 }],
  );
  const last = Math.max(...present.map((rule) => rule.priority));
  present.forEach(({ index, priority, tagStatus, tagPrefixes }, position) => {
    const before = present.slice(0, position);
    if (before.some((other) => other.priority === priority)) {
      refuse(context, `must have a priority of its own: ${priority} is taken`, index);
    } else if (tagStatus === "any" && priority < last) {
      refuse(context, "must have the highest priority of the list where tagStatus is any", index);
    } else if (tagStatus !== "tagged" && before.some((other) => other.tagStatus === tagStatus)) {
      refuse(context, `must be the only rule with tagStatus ${tagStatus}`, index);
    } else if (tagPrefixes && before.some((other) => sameNames(other.tagPrefixes, tagPrefixes))) {
      refuse(context, "must have tagPrefixes of its own", index);
    }
  });
});

function sameNames(one: readonly unknown[] | undefined, other: readonly unknown[]): boolean {
  return one !== undefined && [...one].sort().join() === [...other].sort().join();
}

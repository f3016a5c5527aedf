import { z } from "zod";
import { REPOSITORY_NAME } from "../aws/repository-name";
import { MOST_PROBLEMS } from "./problem";
import { didYouMean } from "./suggest";

/** A text field: what is asked of it stands once, for the message and for the editor. */
export function text(rule: string, pattern: RegExp, description: string, longest = 2048) {
  return z
    .string({ error: rule })
    .max(longest, { error: rule, abort: true })
    .regex(pattern, { error: rule, abort: true })
    .meta({ description });
}

/** One of a few words. */
export function word<const Words extends readonly string[]>(words: Words, description: string) {
  return z.enum(words, { error: `must be ${listed(words)}` }).meta({ description });
}

/** "a, b or c" */
export function listed(words: readonly string[]): string {
  return words.length === 1 ? String(words[0]) : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}

export function flag(description: string) {
  return z.boolean({ error: "must be true or false" }).meta({ description });
}

export function wholeNumber(least: number, most: number, description: string) {
  const error = `must be a whole number from ${least} to ${most}`;
  return z.int({ error }).min(least, { error }).max(most, { error }).meta({ description });
}

/** A list with at least one item. */
export function someOf<Item extends z.ZodType>(item: Item, description: string) {
  const error = "must be a list with at least one item";
  return z.array(item.optional(), { error }).min(1, { error, abort: true }).meta({ description });
}

/** Its items are optional for the sake of `check`, which leaves a hole for each that is wrong. */
export function listOf<Item extends z.ZodType>(item: Item, description: string) {
  return z.array(item.optional(), { error: "must be a list" }).meta({ description });
}

/** A mapping with these fields and no other. */
export function fields<Shape extends z.ZodRawShape>(shape: Shape, description: string) {
  const known = Object.keys(shape);
  const unknown = (key: string, index: number) =>
    `is not a field here${(index < MOST_PROBLEMS && didYouMean(key, known)) || `: there are ${known.join(", ")}`}`;
  return z
    .strictObject(shape, {
      error: ({ code, ...issue }) =>
        code === "unrecognized_keys"
          ? (issue.keys as string[]).map(unknown).join("\n")
          : `must be a mapping with ${known.length > 1 ? "fields of" : "the field"} ${known.join(", ")}`,
    })
    .meta({ description });
}

/** For the editor: exactly one of these fields is there. */
export function oneOf(...names: string[]) {
  return { oneOf: names.map((name) => ({ required: [name] })) };
}

/** A problem that one field of a mapping has with another. */
export function refuse(context: z.RefinementCtx, message: string, ...path: (string | number)[]): void {
  context.addIssue({ code: "custom", message, path });
}

export const account = text("must be 12 digits", /^\d{12}$/, "An AWS account's 12 digits, in quotes.");

export const namePart = text(
  "must match ECR's repository name pattern",
  REPOSITORY_NAME,
  "Lowercase letters and digits, `.`, `_`, `__` or hyphens between them, `/` between parts.",
  256,
);

/**
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-using-tags.html
 */
export const tags = z
  .record(
    text(
      "must be a tag key of 1 to 128 letters, digits, spaces or _.:/=+-@, not starting with aws:",
      /^(?![aA][wW][sS]:)[\p{L}\p{Z}\p{N}_.:/=+\-@]+$/u,
      "A tag's key.",
      128,
    ),
    text(
      "must be a tag's value: up to 256 letters, digits, spaces or _.:/=+-@",
      /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u,
      "A tag's value.",
      256,
    ),
    { error: "must be a mapping of tag keys to values" },
  )
  .meta({
    description: "Tags: at most 50, those of `defaults` included; keys that start with `aws:` are AWS's own.",
  });

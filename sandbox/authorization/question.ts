import type { PolicyDocument } from "../../lib/iam/types";

/** One thing that must be allowed before a call may go on; a call asks one or more. */
export interface Question {
  /** `ecr:ListImages` */
  readonly action: string;
  /** One ARN, or `*`; text, never a pattern. */
  readonly resource: string;
  readonly resourceAccount: string;
  /** Condition keys that the request and the resource bring. */
  readonly context: Readonly<Record<string, string | string[]>>;
  /** The resource's own policy, where its kind has one. */
  readonly resourcePolicy?: {
    readonly document: PolicyDocument;
    readonly type: "ecr-repository" | "iam-role";
  };
}

/** A tag's condition keys, under each of the prefixes. */
export function tagKeys(
  tags: Readonly<Record<string, string>>,
  ...prefixes: readonly string[]
): Record<string, string> {
  const entries = Object.entries(tags).flatMap(([key, value]) =>
    prefixes.map((prefix) => [`${prefix}/${key}`, value] as const),
  );
  return Object.fromEntries(entries);
}

/** The condition keys of tags that a request sets. */
export function requestTagKeys(tags: Readonly<Record<string, string>>): Record<string, string | string[]> {
  const names = Object.keys(tags);
  return { ...tagKeys(tags, "aws:RequestTag"), ...(names.length && { "aws:TagKeys": names }) };
}

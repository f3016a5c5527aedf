/**
 * Policy documents as this project writes them: plain IAM JSON, keys in the order in which they are read.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export interface PolicyDocument {
  readonly Version: "2012-10-17";
  readonly Statement: readonly Statement[];
}

/** Allows only: what nothing allows is denied, and a statement that denies would hide who was meant to get in. */
export interface Statement {
  /** Letters and digits, once a document. Absent where the lab's documents have none. */
  readonly Sid?: string;
  readonly Effect: "Allow";
  /** In trust and repository policies. */
  readonly Principal?: "*" | { readonly AWS: string | readonly string[] } | { readonly Federated: string };
  /** Actions by name, never by pattern. */
  readonly Action: string | readonly string[];
  /** In identity policies. */
  readonly Resource?: readonly string[];
  readonly Condition?: Condition;
}

export type Condition = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

export function policyDocument(statements: readonly Statement[]): PolicyDocument {
  return { Version: "2012-10-17", Statement: statements };
}

/**
 * How long a document is for IAM, which does not count whitespace.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export function documentSize(document: PolicyDocument): number {
  return JSON.stringify(document).replace(/\s/g, "").length;
}

/** The caller and the requests that a comparison asks about. */
export interface AccessScope {
  /** An assumed-role session or a user. */
  readonly principal: { readonly arn: string; readonly accountId: string };
  /** Exact names: `["ecr:ListImages", "ecr:PutImage"]`. */
  readonly actions: readonly string[];
  /** The ARN pattern that bounds the question: `arn:aws:ecr:us-west-2:123456789012:repository/*`. */
  readonly resources: string;
  readonly resourceAccountId: string;
  /**
   * Condition keys whose values are known; an empty list is a key known to be absent.
   *
   * @default - every key that the scope itself does not fix is unknown
   */
  readonly context?: KnownKeys;
  /**
   * Condition keys whose values are known on each side but need not be the same there: a role's or a repository's tags, a
   * role's ARN. A request is then the same call before and after the change.
   *
   * @default - what is known is the same on both sides
   */
  readonly sides?: { readonly base: KnownKeys; readonly head: KnownKeys };
  /**
   * Keys that the principal's ARN would tell, if it did not stand for many: `aws:username`, `aws:PrincipalArn`.
   *
   * @default none
   */
  readonly untold?: readonly string[];
}

export type KnownKeys = Readonly<Record<string, string | string[]>>;

/** A change of access in one direction. */
export interface Change {
  /** `none`: no such request exists; `some`: one exists for certain; `possible`: not decided. */
  readonly verdict: "none" | "some" | "possible";
  /** With `some`: a request that changes, for some values of the keys that are not known. */
  readonly witness?: { readonly action: string; readonly resource: string };
  /** The conditions on which it hangs. */
  readonly because?: readonly string[];
}

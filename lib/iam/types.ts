/** The question and the answer of an authorization, and the policies that decide it. */

/** A JSON value as a policy document may hold it; documents are read defensively, whatever they hold. */
export type PolicyDocument = object;

export interface NamedPolicy {
  readonly name: string;
  readonly document: PolicyDocument;
}

/** One level of an organization: its root, a unit, or the account. An Allow is needed at every level. */
export interface PolicyLevel {
  readonly id: string;
  readonly policies: readonly NamedPolicy[];
}

export interface AuthorizationRequest {
  /** `arn:aws:sts::…:assumed-role/ROLE/SESSION`, `arn:aws:iam::…:user/…` or an account's root. */
  readonly principal: { readonly arn: string; readonly accountId: string };
  /** `ecr:ListImages`, in any case. */
  readonly action: string;
  /** One ARN, or `*` for an action without a resource; compared as text, never as a pattern. */
  readonly resource: string;
  readonly resourceAccountId: string;
  /** The condition keys that the request carries; all others are absent. */
  readonly context: Readonly<Record<string, string | string[]>>;
}

/** An absent or empty list: no policy of that kind. A boundary that allows nothing is a document without statements. */
export interface PolicySet {
  readonly identity: readonly NamedPolicy[];
  readonly boundary?: readonly NamedPolicy[];
  readonly session?: PolicyDocument | null;
  /** A repository policy, or a role's trust policy. */
  readonly resource?: PolicyDocument | null;
  readonly resourceType?: "ecr-repository" | "iam-role" | null;
  readonly scp?: readonly PolicyLevel[];
  readonly rcp?: readonly PolicyLevel[];
  readonly vpcEndpoint?: readonly NamedPolicy[];
}

export type Verdict = "Allowed" | "ExplicitlyDenied" | "ImplicitlyDenied";

/** What decided: the kind of policy that denies, or that allows. */
export type DecidedBy =
  | "identity"
  | "resource"
  | "both"
  | "boundary"
  | "session"
  | "scp"
  | "rcp"
  | "vpc-endpoint"
  | "trust"
  | "none";

export interface Decision {
  readonly result: Verdict;
  readonly by: DecidedBy;
  /** The deciding statement: `index` counts from 0 within its document. */
  readonly statement?: { readonly policy: string; readonly sid?: string; readonly index: number };
  /** What could not be judged; it never makes "Allowed". */
  readonly unsupported?: readonly string[];
}

import type { PolicyDocument } from "../../lib/iam/types";

/** An IAM user, by an access key that was made through the API. */
export interface UserCaller {
  readonly type: "user";
  readonly account: string;
  readonly userName: string;
  /** By temporary credentials of GetSessionToken. */
  readonly isTemporary?: true;
}

/** Whoever a user vouched for with GetFederationToken. */
export interface FederatedCaller {
  readonly type: "federated";
  readonly account: string;
  /** The user who vouched, and whose permissions are the most that there can be. */
  readonly userName: string;
  readonly name: string;
  /** The session policy; `undefined`: none, so nothing is allowed. */
  readonly policy?: PolicyDocument;
}

/** Whoever holds temporary credentials of a role. */
export interface SessionCaller {
  readonly type: "session";
  readonly account: string;
  readonly roleName: string;
  /** The role's unique id: a role of the same name that is made later is another one. */
  readonly roleId: string;
  readonly sessionName: string;
  /** Tags of the session, over the role's own. */
  readonly tags: Readonly<Record<string, string>>;
  readonly transitiveTagKeys: readonly string[];
  /** Session policies, as one document; `undefined`: none were passed. */
  readonly policy?: PolicyDocument;
  readonly issuedAt: Date;
  readonly sourceIdentity?: string;
  /** The identity provider, of a session that a web identity opened. */
  readonly federatedProvider?: string;
}

export type Caller = UserCaller | SessionCaller | FederatedCaller;

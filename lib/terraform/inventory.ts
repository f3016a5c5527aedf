/** What a synthesized folder, a plan or a state says about access: roles, repositories and the policies between them. */
import type { Unknown } from "./unknown";

/** A policy document as parsed; an {@link Unknown} may stand for all of it or anywhere in it. */
export type ReadDocument = unknown;

export interface AttachedPolicy {
  readonly name: string;
  readonly document: ReadDocument;
  /** Set when it may be attached or not: the reason why the file does not say. */
  readonly doubt?: string;
  /** Actions to which it applies all the same. */
  readonly certainFor?: readonly string[];
}

export interface TagSet {
  /** Undefined: none of its tags is known. */
  readonly tags?: Readonly<Record<string, string | Unknown>>;
  /** Set when it may have more tags than these: why that is not known. */
  readonly otherTags?: Unknown;
}

export interface InventoryRole extends TagSet {
  /** Its plain name; its address in the file while its name is not known. */
  readonly name: string;
  readonly address: string;
  /** Undefined while its name, path or account is not known. */
  readonly arn?: string;
  /** `/`, `/ci/`; undefined where no file tells it. */
  readonly path?: string | Unknown;
  readonly account?: string;
  readonly partition: string;
  readonly identity: readonly AttachedPolicy[];
  /** Absent: no boundary. */
  readonly boundary?: AttachedPolicy;
  readonly trust: ReadDocument;
}

export interface InventoryRepository extends TagSet {
  /** Its plain name; its address while its name is not known. */
  readonly name: string;
  readonly address: string;
  readonly account?: string;
  readonly region?: string;
  readonly partition: string;
  /** Undefined: there is none. */
  readonly policy?: AttachedPolicy;
  /** Its name is not known. */
  readonly unnamed: boolean;
}

export interface Inventory {
  readonly kind: "synthesized" | "plan" | "state";
  /** A digest of all that the file says, but for when it was made: the same digest, the same values, known or not. */
  readonly fingerprint?: string;
  /** The account of most resources; undefined if no resource tells one. */
  readonly account?: string;
  readonly region?: string;
  readonly roles: readonly InventoryRole[];
  readonly repositories: readonly InventoryRepository[];
  /** The registries' own policies, which may reach every repository of their account and region. */
  readonly registryPolicies: readonly RegistryPolicy[];
  /** What becomes the policy of repositories that Amazon ECR creates itself. @default none */
  readonly creationTemplates?: readonly CreationTemplate[];
  /** What could not be read, one line each. */
  readonly unknowns: readonly string[];
}

export interface RegistryPolicy extends AttachedPolicy {
  readonly account?: string;
  readonly region?: string;
}

export interface CreationTemplate {
  readonly account?: string;
  readonly region?: string;
  /** `team-a`: of repositories `team-a/…`; undefined: of all for which there is no other template, or not known. */
  readonly prefix?: string;
  /** Undefined: they get none. */
  readonly policy?: AttachedPolicy;
}

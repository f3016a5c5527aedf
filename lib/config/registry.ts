/** The registry as declared: checked, environment filled in, defaults applied. Everything after the loader works on this. */
import type { RegistryLocation } from "../aws/arn";
import type { AccessLevel } from "./levels";

/** Where a value stands in the files, for messages: `registry.yaml:12:16`. */
export interface SourcePlace {
  /** As the user named it, relative to the registry file's folder for an included file. */
  readonly file: string;
  /** Counts from 1. */
  readonly line: number;
  /** Counts from 1. */
  readonly column: number;
}

/** Where a part of the registry is declared, and by which path: `teams[1].roles[0]`. */
export interface Source extends SourcePlace {
  readonly path: readonly (string | number)[];
}

export interface Registry extends RegistryLocation {
  readonly teams: readonly Team[];
  /** An ARN that may assume every role to prove access. */
  readonly verifier?: string;
  /** GitHub's OIDC identity provider of the account: found there, or made by this project. */
  readonly githubProvider: "existing" | "create";
  /** Advice that stops nothing: one line each, with its place. */
  readonly warnings: readonly string[];
}

export interface Team {
  readonly namespace: string;
  readonly repositories: readonly Repository[];
  readonly roles: readonly Role[];
  readonly shares: readonly Share[];
  readonly source: Source;
}

export interface Repository {
  /** With its namespace: `team-a/alpine`. */
  readonly name: string;
  readonly imageTagMutability: "MUTABLE" | "IMMUTABLE";
  readonly scanOnPush: boolean;
  readonly lifecycle: readonly LifecycleRule[];
  readonly encryption: { readonly type: "AES256" } | { readonly type: "KMS"; readonly kmsKey?: string };
  readonly forceDelete: boolean;
  readonly tags: Readonly<Record<string, string>>;
  readonly source: Source;
}

/** @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html */
export interface LifecycleRule {
  readonly priority: number;
  readonly description?: string;
  readonly tagStatus: "tagged" | "untagged" | "any";
  readonly tagPatterns?: readonly string[];
  readonly tagPrefixes?: readonly string[];
  /** Expire images beyond this number, or older than this many days since they were pushed. */
  readonly expire: { readonly moreThan: number } | { readonly olderThanDays: number };
}

export interface Role {
  readonly name: string;
  /** Name of its customer-managed policy; further ones, when one document is too small, get `-2`, `-3`, … */
  readonly policy: string;
  readonly description?: string;
  readonly trust: Trust;
  readonly grants: readonly Grant[];
  readonly permissionsBoundary?: string;
  /** Seconds, 3600 to 43200. */
  readonly maxSessionDuration?: number;
  readonly tags: Readonly<Record<string, string>>;
  readonly source: Source;
}

export type Trust =
  | { readonly type: "account" }
  | { readonly type: "principals"; readonly principals: readonly TrustedPrincipal[] }
  | {
      readonly type: "github";
      readonly owner: string;
      readonly repository: string;
      /** Absent only with `legacySubject`: the name-only subject of repositories made before 15 July 2026. */
      readonly ownerId?: string;
      readonly repositoryId?: string;
      readonly legacySubject: boolean;
      readonly ref: { readonly branch: string } | { readonly tag: string } | { readonly environment: string };
    };

export interface TrustedPrincipal {
  /** A role's, a user's or an account root's ARN. */
  readonly arn: string;
  readonly externalId?: string;
  /** `o-…`: aws:PrincipalOrgID. */
  readonly organization?: string;
}

export interface Grant {
  /** Set when the grant was written by level; its statement then has a Sid. */
  readonly level?: AccessLevel;
  /** In AWS's spelling, without repetition; a level's in the order of its table. GetAuthorizationToken may be among them. */
  readonly actions: readonly string[];
  /** Repository names and `namespace/*`. */
  readonly on: readonly string[];
  readonly source: Source;
}

export interface Share {
  readonly to:
    | { readonly type: "namespaces"; readonly namespaces: readonly string[] }
    | { readonly type: "all" }
    | { readonly type: "accounts"; readonly accounts: readonly string[] }
    | { readonly type: "organization"; readonly organization: string };
  readonly level?: AccessLevel;
  readonly actions: readonly string[];
  /** Full names, or `namespace/*` for the whole namespace, repositories of later included. */
  readonly repositories: readonly string[];
  readonly source: Source;
}

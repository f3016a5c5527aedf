import { type ReadPolicies, readPolicies } from "../iam/read-policies";
import type { DecidedBy } from "../iam/types";
import type { AttachedPolicy, InventoryRole } from "../terraform/inventory";
import type { Side } from "./bounds";
import { type BoundedDocument, type BoundedPolicy, type Origin, boundPolicy } from "./bounded-policy";

/** A role's policies and a repository's, read at their most and at their least. */
export interface PolicyPair {
  readonly most: BoundedSet;
  readonly least: BoundedSet;
}

/** One reading of all policies, and the way back from the evaluator's statements to those of the files. */
export interface BoundedSet {
  readonly policies: ReadPolicies;
  /** The same without any Deny: what is not allowed here is not allowed for lack of an Allow. */
  withoutDenies(): ReadPolicies;
  origin(
    statement: { readonly policy: string; readonly index: number },
    by: DecidedBy,
  ): (Origin & { readonly policy: string }) | undefined;
}

type IsKnown = (key: string) => boolean;

/** @param resource the policies on the repository's side: its own, and the registry's */
export function policyPair(
  role: InventoryRole,
  resource: readonly AttachedPolicy[],
  isKnown: IsKnown,
): PolicyPair {
  const bound = (policies: readonly AttachedPolicy[], side: Side = "identity") =>
    policies.map((policy) => boundPolicy(policy, side, isKnown));
  const identity = bound(role.identity);
  const boundary = bound(role.boundary ? [role.boundary] : []);
  const onRepository = bound(resource, "resource");
  return {
    most: boundedSet(identity, boundary, onRepository, ({ most }) => most),
    least: boundedSet(identity, boundary, onRepository, ({ least }) => least),
  };
}

type Reading = (policy: BoundedPolicy) => BoundedDocument;

function boundedSet(
  identity: readonly BoundedPolicy[],
  boundary: readonly BoundedPolicy[],
  resource: readonly BoundedPolicy[],
  reading: Reading,
): BoundedSet {
  const read = (keep: (statement: object) => boolean) => {
    const named = (kind: string, policies: readonly BoundedPolicy[]) =>
      policies.map((policy, index) => ({
        name: `${kind} ${index}`,
        document: filtered(reading(policy).document, keep),
      }));
    return readPolicies({
      identity: named("identity", identity),
      ...(boundary.length && { boundary: named("boundary", boundary) }),
      ...(resource.length && {
        resource: filtered(joined(resource.map(reading)), keep),
        resourceType: "ecr-repository",
      }),
    });
  };
  let withoutDenies: ReadPolicies | undefined;
  return {
    policies: read(() => true),
    withoutDenies: () =>
      (withoutDenies ??= read((statement) => (statement as { Effect?: unknown }).Effect !== "Deny")),
    origin({ policy, index }) {
      const [kind, number] = policy.split(" ");
      const list = kind === "identity" ? identity : kind === "boundary" ? boundary : undefined;
      const one = list?.[Number(number)];
      if (one) return { ...reading(one).origins[index]!, policy: one.name };
      return resource.flatMap((of) => reading(of).origins.map((origin) => ({ ...origin, policy: of.name })))[
        index
      ];
    },
  };
}

/** The evaluator takes one document on the repository's side: statements of several come one after the other. */
function joined(documents: readonly BoundedDocument[]): object {
  if (documents.length === 1) return documents[0]!.document;
  return {
    Version: "2012-10-17",
    Statement: documents.flatMap(({ document }) => (document as { Statement: object[] }).Statement),
  };
}

function filtered(document: object, keep: (statement: object) => boolean): object {
  const { Statement: statements } = document as { Statement: object[] };
  return { ...document, Statement: statements.filter(keep) };
}

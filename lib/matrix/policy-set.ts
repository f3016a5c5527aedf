import { createHash } from "node:crypto";
import type { PolicySet } from "../iam/types";
import type { AttachedPolicy, InventoryRole } from "../terraform/inventory";
import { Unknown, holdsUnknown } from "../terraform/unknown";
import { isSettledPolicy } from "./settled";
import { boundsOf, type Side } from "./bounds";
import { isStatement, narrowedTo } from "./narrowed";

/**
 * A role's policies, and those on the side of a repository, as plain documents. What the file does not say becomes a
 * condition that cannot be judged, so that a comparison leaves it open; the same text is the same condition.
 *
 * @param salt tells two files apart: what is not settled may come out differently in each
 */
export function policySetOf(
  role: Pick<InventoryRole, "identity" | "boundary"> | undefined,
  onRepository: readonly AttachedPolicy[],
  salt: string,
): PolicySet {
  const plain = (policies: readonly AttachedPolicy[], side: Side = "identity") =>
    policies.map((policy) => ({ name: policy.name, document: plainDocument(policy, side, salt) }));
  const resource = plain(onRepository, "resource");
  return {
    identity: plain(role?.identity ?? []),
    ...(role?.boundary && { boundary: plain([role.boundary]) }),
    ...(resource.length && {
      resource: together(resource.map(({ document }) => document)),
      resourceType: "ecr-repository" as const,
    }),
  };
}

/** Several policies that stand on one repository, as one. */
function together(documents: readonly Document[]): Document {
  if (documents.length === 1) return documents[0]!;
  return { Version: "2012-10-17", Statement: documents.flatMap(({ Statement: statements }) => statements) };
}

interface Document {
  readonly Version?: unknown;
  readonly Statement: readonly object[];
}

function plainDocument(policy: AttachedPolicy, side: Side, salt: string): Document {
  const { document, certainFor } = policy;
  const { Version: version, Statement: given } = isStatement(document)
    ? document
    : { Version: "2012-10-17", Statement: document };
  const statements = given === undefined ? [] : [given].flat();
  return {
    ...(version !== undefined && !(version instanceof Unknown) && { Version: version }),
    Statement: statements.flatMap((statement: unknown) => {
      const certain = certainFor && isStatement(statement) && narrowedTo(certainFor, statement);
      return [
        ...(certain ? plainStatements(certain, { ...policy, doubt: undefined }, side, salt) : []),
        ...plainStatements(statement, policy, side, salt),
      ];
    }),
  };
}

function plainStatements(
  statement: unknown,
  { name: policy, doubt }: AttachedPolicy,
  side: Side,
  salt: string,
): readonly object[] {
  if (doubt === undefined && !holdsUnknown(statement)) return isStatement(statement) ? [statement] : [];
  const { widest, certain, doubt: reason = "not known" } = boundsOf(statement, side, () => true);
  const isOne = isSettledPolicy({ name: policy, document: statement, ...(doubt !== undefined && { doubt }) });
  const condition = unjudged(doubt ?? reason, [policy, statement], isOne ? "" : salt);
  const effects =
    isStatement(statement) && typeof statement.Effect === "string" ? [statement.Effect] : ["Allow", "Deny"];
  const open = effects.map((effect) => ({
    ...widest,
    Effect: effect,
    Condition: { ...(widest.Condition as object | undefined), ...condition },
  }));
  return [...open, ...(certain && doubt === undefined ? [certain] : [])];
}

function unjudged(reason: string, what: unknown, salt: string): object {
  const text = JSON.stringify([what, salt]);
  const digest = createHash("sha256").update(text).digest("hex").slice(0, 12);
  return { NotKnown: { [reason]: digest } };
}

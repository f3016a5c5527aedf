import type { PolicySet } from "../../iam/types";
import type { AttachedPolicy, InventoryRole } from "../../terraform/inventory";
import { Unknown, holdsUnknown } from "../../terraform/unknown";
import { isSettledPolicy } from "../settled";
import { boundsOf, type Side } from "../bounds";
import type { OpenKeys } from "./known-pair";
import { narrowedTo } from "../narrowed";
import { isWritten } from "../written";
import { PRINCIPAL_ARN, namesRoles, readsOfStatement } from "./reads";
import { unjudged } from "./unjudged";

/**
 * A role's policies, and those on the side of a repository, as plain documents. What the file does not say becomes a
 * condition that cannot be judged, so that a comparison leaves it open; the same text is the same condition.
 *
 * @param salt tells two files apart: what is not settled may come out differently in each
 * @param open condition keys that go with the caller or the repository, and whose values are not known
 */
export function policySetOf(
  role: Pick<InventoryRole, "identity" | "boundary"> | undefined,
  onRepository: readonly AttachedPolicy[],
  salt: string,
  open?: OpenKeys,
): PolicySet {
  const plain = (policies: readonly AttachedPolicy[], side: Side = "identity") =>
    policies.map((policy) => ({ name: policy.name, document: plainDocument(policy, { side, salt, open }) }));
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

interface Reading {
  readonly side: Side;
  readonly salt: string;
  readonly open?: OpenKeys | undefined;
}

/** The document of one policy. */
export function plainDocument(policy: AttachedPolicy, reading: Reading): Document {
  const { document, certainFor } = policy;
  const { Version: version, Statement: given } = isWritten(document)
    ? document
    : { Version: "2012-10-17", Statement: document };
  const statements = given === undefined ? [] : [given].flat();
  const read = statements.map((statement: unknown) => {
    const certain = certainFor && isWritten(statement) && narrowedTo(certainFor, statement);
    return [
      ...(certain ? plainStatements(certain, { ...policy, doubt: undefined }, reading) : []),
      ...plainStatements(statement, policy, reading),
    ];
  });
  return {
    ...(version !== undefined && !(version instanceof Unknown) && { Version: version }),
    Statement: read.every(({ length }) => length === 1) ? read.flat() : read.flatMap(numbered),
  };
}

/** Where one statement became several, each tells the number that it has in the file. */
function numbered(statements: readonly object[], index: number): readonly object[] {
  return statements.map((statement) => ({ Sid: String(index + 1), ...statement }));
}

function plainStatements(
  statement: unknown,
  { name: policy, doubt }: AttachedPolicy,
  { side, salt, open }: Reading,
): readonly object[] {
  const { keys, anything } = readsOfStatement(statement);
  const isOpen = open !== undefined && [...keys].some((key) => open.isOpen(key));
  const isPlain = !isOpen && !holdsUnknown(statement);
  if (doubt === undefined && isPlain) return isWritten(statement) ? [statement] : [];
  const isKnown = (key: string) => !open?.isOpen(key);
  const bounds = boundsOf(statement, side, isKnown, isKnown);
  const { widest, certain, doubt: reason = isOpen ? "the role's ARN is not known" : "not known" } = bounds;
  const mayDiffer =
    open !== undefined && !isPlain && ((anything && open.anyDiffers) || [...keys].some(open.differs));
  const isOne = isSettledPolicy({ name: policy, document: statement, ...(doubt !== undefined && { doubt }) });
  const conditionFor = (effect: string) =>
    unjudged(doubt ?? reason, [policy, statement, effect], isOne && !mayDiffer ? "" : salt);
  const effects =
    isWritten(statement) && typeof statement.Effect === "string" ? [statement.Effect] : ["Allow", "Deny"];
  const stands = effects.map((effect) => ({
    ...widest,
    Effect: effect,
    Condition: { ...(widest.Condition as object | undefined), ...conditionFor(effect) },
  }));
  const isCertain = doubt === undefined && (isKnown(PRINCIPAL_ARN) || !namesRoles(statement));
  return [...stands, ...(certain && isCertain ? [certain] : [])];
}

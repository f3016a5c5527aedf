import type { AttachedPolicy } from "../terraform/inventory";
import type { Side } from "./bounds";
import { nameStatement } from "./judge";
import type { PolicyDocument } from "../iam/types";
import type { OpenKeys } from "./every-name/known-pair";
import { isWritten } from "./written";
import { policySetOf } from "./every-name/policy-set";

/** A statement as the evaluator reads it, and where it stands. */
export interface PlacedStatement {
  /** The policy and its Sid, else its number; the policy alone where its text is not known. */
  readonly name: string;
  /** Several, where parts of it are not known. */
  readonly read: readonly ReadStatement[];
  /** In which version of the policy language the evaluator reads it. */
  readonly version: unknown;
}

/** An Allow with everything that denies beside it, and its name. */
export interface AloneAllow {
  readonly name: string;
  readonly document: PolicyDocument;
}

interface ReadStatement {
  readonly Effect?: unknown;
}

/**
 * The statements of some policies, one by one.
 *
 * @param open condition keys whose values are not known, and nobody's to choose
 */
export function statementsOf(
  policies: readonly AttachedPolicy[],
  side: Side,
  open?: OpenKeys,
): readonly PlacedStatement[] {
  return policies.flatMap((policy) => {
    const { document } = policy;
    if (!isWritten(document)) return [{ name: policy.name, ...read(policy, side, open) }];
    const { Statement: given } = document;
    return (given === undefined ? [] : [given].flat()).map((statement: unknown, index) => {
      const sid = isWritten(statement) && typeof statement.Sid === "string" ? statement.Sid : undefined;
      return {
        name: nameStatement({ policy: policy.name, index, ...(sid !== undefined && { sid }) }),
        ...read({ ...policy, document: { ...document, Statement: [statement] } }, side, open),
      };
    });
  });
}

function read(policy: AttachedPolicy, side: Side, open?: OpenKeys): Omit<PlacedStatement, "name"> {
  const { identity, resource } =
    side === "identity"
      ? policySetOf({ identity: [policy] }, [], "head", open)
      : policySetOf(undefined, [policy], "head", open);
  const { Version: version, Statement: statements } = (resource ?? identity[0]!.document) as ReadDocument;
  return { version, read: statements };
}

interface ReadDocument {
  readonly Version?: unknown;
  readonly Statement: readonly ReadStatement[];
}

/** What may allow, each with everything that denies: whether that statement alone lets somebody in. */
export function allowsAlone(statements: readonly PlacedStatement[]): readonly AloneAllow[] {
  const isDeny = ({ Effect: effect }: ReadStatement) => effect === "Deny";
  const denies = statements.flatMap(({ read }) => read.filter(isDeny));
  const versions = new Set(statements.map(({ version }) => version));
  const version = versions.size === 1 ? statements[0]!.version : "2012-10-17";
  return statements.flatMap(({ name, read }) => {
    const allows = read.filter((one) => !isDeny(one));
    const document = {
      ...(version !== undefined && { Version: version }),
      Statement: [...allows, ...denies],
    };
    return allows.length ? [{ name, document }] : [];
  });
}

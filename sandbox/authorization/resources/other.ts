import type { NamedPolicy, PolicyDocument } from "../../../lib/iam/types";
import type { Call } from "../../gateway/call";
import type { Principal } from "../principal";
import type { Question } from "../question";

/** A service whose resources the sandbox does not know is asked on `*`: only who may touch everything there is allowed. */
export function otherQuestions(call: Call, principal: Principal): Question[] {
  const action = `${call.service}:${call.operation}`;
  return [{ action, resource: "*", resourceAccount: principal.account, context: {} }];
}

/**
 * The principal as it is judged on an unknown resource: what it is denied on any resource, it is denied. AWS would deny
 * it there only, and the sandbox can't tell whether this is there.
 */
export function deniedAnywhere(principal: Principal): Principal {
  const { policies, boundary, session } = principal;
  return {
    ...principal,
    policies: policies.map(widened),
    boundary: boundary?.map(widened),
    session: session && widenedDocument(session),
  };
}

function widened({ name, document }: NamedPolicy): NamedPolicy {
  return { name, document: widenedDocument(document) };
}

function widenedDocument(document: PolicyDocument): PolicyDocument {
  const { Statement: statement } = document as { Statement?: unknown };
  const statements = Array.isArray(statement) ? (statement as unknown[]) : [statement];
  return { ...document, Statement: statements.map(widenedStatement) };
}

function widenedStatement(statement: unknown): unknown {
  if (typeof statement !== "object" || statement === null) return statement;
  if ((statement as { Effect?: unknown }).Effect === "Allow") return statement;
  const { NotResource: _none, ...rest } = statement as { NotResource?: unknown };
  return { ...rest, Resource: "*" };
}

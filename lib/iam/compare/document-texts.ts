import { isObject, listOf, own } from "../json";
import type { ReadPolicies } from "../read-policies";
import type { Statement } from "../statement";
import type { PolicySet } from "../types";

/** What the reading of a statement leaves out: its text, by which unjudged statements are compared, and its language version. */
export interface StatementText {
  readonly text: string;
  /** Do policy variables work in it? */
  readonly variables: boolean;
}

/** Of every statement of a policy set as read, what it was read from. */
export function statementTexts(set: PolicySet, read: ReadPolicies): Map<Statement, StatementText> {
  const texts = new Map<Statement, StatementText>();
  const note = (policies: readonly { readonly statements: readonly Statement[] }[], given: unknown) => {
    policies.forEach(({ statements }, place) => {
      const policy = Array.isArray(given) ? (given[place] as unknown) : given;
      const document = isObject(policy) ? own(policy, "document") : policy;
      statements.forEach((statement) => texts.set(statement, textOf(document, statement.index)));
    });
  };
  const single = (policies: ReadPolicies["session"], document: unknown) => note(policies, [{ document }]);
  const levels = (read: ReadPolicies["scp"], given: unknown) =>
    read.forEach((policies, place) => {
      const level = Array.isArray(given) ? (given[place] as unknown) : given;
      note(policies, isObject(level) ? own(level, "policies") : level);
    });
  note(read.identity, set.identity);
  note(read.boundary, set.boundary);
  single(read.session, set.session);
  single(read.resource, set.resource);
  levels(read.scp, set.scp);
  levels(read.rcp, set.rcp);
  note(read.vpcEndpoint, set.vpcEndpoint);
  return texts;
}

function textOf(document: unknown, index: number): StatementText {
  if (!isObject(document)) return { text: JSON.stringify(document) ?? "undefined", variables: false };
  const version = own(document, "Version");
  const statement = listOf(own(document, "Statement"))[index];
  const { Statement: _, ...rest } = document as Record<string, unknown>;
  const named = isObject(statement) ? { ...statement, Sid: undefined } : statement;
  return { text: JSON.stringify([rest, named]), variables: version === "2012-10-17" };
}

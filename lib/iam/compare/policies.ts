import { readPolicies, type ReadPolicies } from "../read-policies";
import type { Statement } from "../statement";
import type { PolicySet } from "../types";
import { readLine, type ConditionLine } from "./condition-lines";
import { statementTexts, type StatementText } from "./document-texts";
import type { Known } from "./known";
import type { ValueClasses } from "./value-classes";

/** A statement taken apart for one comparison. */
export interface PreparedStatement {
  readonly statement: Statement;
  readonly text: StatementText;
  readonly lines: readonly ConditionLine[];
}

/** The statements of one kind of policy, or of one level of an organization. */
export interface PreparedList {
  readonly kind: "identity" | "boundary" | "session" | "resource" | "scp" | "rcp" | "vpcEndpoint";
  readonly statements: readonly PreparedStatement[];
  readonly listsAllow: boolean;
}

export interface PreparedPolicies {
  readonly read: ReadPolicies;
  readonly lists: readonly PreparedList[];
  readonly hasBoundary: boolean;
}

/** @param classes learns which values stand together */
export function preparePolicies(set: PolicySet, known: Known, classes: ValueClasses): PreparedPolicies {
  const read = readPolicies(set);
  const texts = statementTexts(set, read);
  const prepare = (statement: Statement): PreparedStatement => {
    const text = texts.get(statement)!;
    const lines = statement.conditions.map((test) => readLine(test, text.variables, known));
    for (const line of lines) if (line.kind === "list") classes.add(line);
    return { statement, text, lines };
  };
  const list = (kind: PreparedList["kind"], policies: ReadPolicies["identity"]): PreparedList => {
    const statements = policies.flatMap((policy) => policy.statements);
    return {
      kind,
      statements: statements.map(prepare),
      listsAllow: statements.some(({ effect }) => effect === "Allow"),
    };
  };
  const present = (kind: PreparedList["kind"], policies: ReadPolicies["identity"]) =>
    policies.length ? [list(kind, policies)] : [];
  return {
    read,
    hasBoundary: read.boundary.length > 0,
    lists: [
      list("identity", read.identity),
      ...present("boundary", read.boundary),
      ...present("session", read.session),
      ...present("resource", read.resource),
      ...read.scp.map((level) => list("scp", level)),
      ...read.rcp.map((level) => list("rcp", level)),
      ...present("vpcEndpoint", read.vpcEndpoint),
    ],
  };
}

import { isObject, objects } from "./json";
import type { ReadDocument } from "./inventory";
import type { TerraformResource } from "./resource";
import { list } from "./resource";
import { Unknown } from "./unknown";

type Read = (value: unknown, byAddress: ReadonlyMap<string, TerraformResource>) => ReadDocument;
type Statement = Readonly<Record<string, unknown>> | Unknown;

/**
 * The document that an `aws_iam_policy_document` data source makes: its `json` if that is known, else from its blocks.
 * @see https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/data-sources/iam_policy_document
 */
export function policyDocumentOf(
  source: TerraformResource,
  byAddress: ReadonlyMap<string, TerraformResource>,
  read: Read,
): ReadDocument {
  const { values } = source;
  if (typeof values.json === "string") return read(values.json, byAddress);
  const blocks = values.statement;
  const overriding = [...list(values.override_json), ...list(values.override_policy_documents)].map((one) =>
    read(one, byAddress),
  );
  if (overriding.some((document) => document instanceof Unknown))
    return new Unknown("a document that overrides it is not known");
  const sources = [...list(values.source_json), ...list(values.source_policy_documents)].map((one) =>
    read(one, byAddress),
  );
  const own: Statement[] = blocks instanceof Unknown ? [blocks] : list(blocks).map(statementOf);
  let statements: Statement[] = [];
  for (const document of sources) statements = merge(statements, statementsIn(document));
  statements = merge(statements, own);
  for (const document of overriding) statements = merge(statements, statementsIn(document));
  return {
    Version: typeof values.version === "string" ? values.version : "2012-10-17",
    Statement: statements,
  };
}

function statementsIn(document: ReadDocument): Statement[] {
  if (document instanceof Unknown) return [document];
  const { Statement: statements } = isObject(document) ? document : {};
  return list(statements).filter((one): one is Statement => isObject(one) || one instanceof Unknown);
}

/** A statement replaces the one with its Sid; without one it is added. */
function merge(into: readonly Statement[], added: readonly Statement[]): Statement[] {
  const merged = [...into];
  for (const statement of added) {
    const sid = statement instanceof Unknown ? undefined : statement.Sid;
    const index =
      typeof sid === "string" && sid !== ""
        ? merged.findIndex((one) => !(one instanceof Unknown) && one.Sid === sid)
        : -1;
    if (index < 0) merged.push(statement);
    else merged[index] = statement;
  }
  return merged;
}

function statementOf(block: unknown): Statement {
  if (block instanceof Unknown) return block;
  if (!isObject(block)) return new Unknown("a statement that is no block");
  if ("dynamic" in block) return new Unknown("a statement with dynamic blocks");
  const statement: Record<string, unknown> = { Effect: block.effect ?? "Allow" };
  if (typeof block.sid === "string" && block.sid !== "") statement.Sid = block.sid;
  set(statement, "Action", block.actions);
  set(statement, "NotAction", block.not_actions);
  set(statement, "Resource", variables(block.resources));
  set(statement, "NotResource", variables(block.not_resources));
  setPrincipals(statement, "Principal", block.principals);
  setPrincipals(statement, "NotPrincipal", block.not_principals);
  setConditions(statement, block.condition);
  return statement;
}

function set(statement: Record<string, unknown>, element: string, value: unknown): void {
  if (value instanceof Unknown || list(value).length) statement[element] = value;
}

/** In this data source `&{aws:username}` is written for IAM's `${aws:username}`. */
function variables(value: unknown): unknown {
  if (typeof value === "string") return value.replaceAll("&{", "${");
  return Array.isArray(value) ? value.map(variables) : value;
}

/** Unknown elements of a set stand as null beside an unknown mask, and here as {@link Unknown} already. */
function setPrincipals(statement: Record<string, unknown>, element: string, blocks: unknown): void {
  if (blocks instanceof Unknown) statement[element] = blocks;
  const principals: Record<string, unknown[]> = {};
  for (const block of objects(blocks)) {
    if (block.type instanceof Unknown || block instanceof Unknown) {
      statement[element] = new Unknown("a principal that is not known");
      return;
    }
    const type = String(block.type);
    const identifiers =
      block.identifiers instanceof Unknown ? [block.identifiers] : list(variables(block.identifiers));
    if (type === "*" && identifiers.includes("*")) {
      statement[element] = "*";
      return;
    }
    principals[type] = [...(principals[type] ?? []), ...identifiers];
  }
  if (Object.keys(principals).length) statement[element] = principals;
}

function setConditions(statement: Record<string, unknown>, blocks: unknown): void {
  if (blocks instanceof Unknown) statement.Condition = blocks;
  const conditions: Record<string, Record<string, unknown>> = {};
  for (const block of objects(blocks)) {
    if (
      block.test instanceof Unknown ||
      block.variable instanceof Unknown ||
      block.values instanceof Unknown ||
      block instanceof Unknown
    ) {
      statement.Condition = new Unknown("a condition that is not known");
      return;
    }
    const keys = (conditions[String(block.test)] ??= {});
    const variable = String(block.variable);
    keys[variable] = [...list(keys[variable]), ...list(variables(block.values))];
  }
  if (Object.keys(conditions).length) statement.Condition = conditions;
}

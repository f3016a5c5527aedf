import { describeValue } from "./describe";
import { isObject, listOf, own } from "./json";
import { readStatement } from "./read-statement";
import type { Grammar, Statement } from "./statement";

const VERSIONS: readonly unknown[] = ["2012-10-17", "2008-10-17", undefined];
const ELEMENTS = new Set(["Version", "Id", "Statement"]);

/**
 * The statements of a policy document, whatever JSON it is. A document that cannot be read becomes one statement with
 * neither effect nor elements, which is undecided for every request.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function readDocument(document: unknown, grammar: Grammar): readonly Statement[] {
  if (!isObject(document)) return [unreadable(`the document is ${describeValue(document)}`)];
  const problems = Object.keys(document)
    .filter((name) => !ELEMENTS.has(name))
    .map((name) => `${describeValue(name)} is no element of a policy`);
  const version = own(document, "Version");
  if (!VERSIONS.includes(version)) problems.push(`Version is ${describeValue(version)}`);
  const given = own(document, "Statement");
  if (given === undefined) return problems.length ? [unreadable(...problems)] : [];
  const variables = version === "2012-10-17";
  return listOf(given).map((statement, index) =>
    readStatement(statement, { index, variables, grammar, problems }),
  );
}

const unreadable = (...problems: string[]): Statement => ({ index: 0, conditions: [], problems });

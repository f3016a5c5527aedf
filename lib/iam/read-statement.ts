import { readConditions } from "./conditions/read";
import { describeValue } from "./describe";
import { isObject, listOf, own } from "./json";
import { readPrincipals } from "./read-principal";
import type { ActionPattern, Element, Grammar, ResourcePattern, Statement } from "./statement";
import { readTemplate } from "./template";

const ELEMENTS = new Set([
  "Sid",
  "Effect",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Principal",
  "NotPrincipal",
  "Condition",
]);

/** Where the statement stands. */
interface Place {
  readonly index: number;
  /** Do variables work in this document? */
  readonly variables: boolean;
  readonly grammar: Grammar;
  /** What is wrong with the document as a whole. */
  readonly problems: readonly string[];
}

/** One statement of a document; what cannot be read is in its `problems`. */
export function readStatement(given: unknown, place: Place): Statement {
  const { index, variables, grammar } = place;
  const problems = [...place.problems];
  if (!isObject(given)) {
    return { index, conditions: [], problems: [...problems, `the statement is ${describeValue(given)}`] };
  }
  const report = (problem: string) => void problems.push(problem);
  for (const name of Object.keys(given)) {
    if (!ELEMENTS.has(name)) report(`${describeValue(name)} is no element of a statement`);
  }
  const sid = own(given, "Sid");
  if (sid !== undefined && typeof sid !== "string") report(`Sid is ${describeValue(sid)}`);
  const effect = own(given, "Effect");
  const known = effect === "Allow" || effect === "Deny" ? effect : undefined;
  if (!known) report(`Effect is ${describeValue(effect)}`);
  const element = <T>(name: string, read: (value: unknown) => readonly T[]) =>
    readElement(given, name, read, report);
  const action = element("Action", (value) => strings("Action", value, report).map(readAction));
  const resource = element("Resource", (value) =>
    strings("Resource", value, report).map((text) => readResource(text, variables)),
  );
  const principal = element("Principal", (value) => readPrincipals(value, report));
  if (!action) report("it has no Action");
  if (!resource && grammar.resource === "required") report("it has no Resource");
  if (!principal && grammar.principal === "required") report("it has no Principal");
  if (principal && grammar.principal === "forbidden") report("this kind of policy has no Principal");
  const conditions = readConditions(own(given, "Condition"), variables, report);
  return {
    index,
    ...(typeof sid === "string" && { sid }),
    ...(known && { effect: known }),
    ...(action && { action }),
    ...(resource && { resource }),
    ...(principal && { principal }),
    conditions,
    problems,
  };
}

function readElement<T>(
  statement: object,
  name: string,
  read: (value: unknown) => readonly T[],
  report: (problem: string) => void,
): Element<T> | undefined {
  const plain = own(statement, name);
  const inverse = own(statement, `Not${name}`);
  if (plain !== undefined && inverse !== undefined) report(`it has both ${name} and Not${name}`);
  if (plain !== undefined) return { negated: false, entries: read(plain) };
  if (inverse === undefined) return undefined;
  const entries = read(inverse);
  if (entries.length === 0) report(`Not${name} is empty`);
  return { negated: true, entries };
}

function strings(name: string, given: unknown, report: (problem: string) => void): string[] {
  const texts: string[] = [];
  for (const value of listOf(given)) {
    if (typeof value === "string") texts.push(value);
    else report(`${name} holds ${describeValue(value)}`);
  }
  return texts;
}

function readAction(text: string): ActionPattern {
  const lower = text.toLowerCase();
  return { text: lower, template: readTemplate(lower, { wildcards: true, variables: false })! };
}

function readResource(text: string, variables: boolean): ResourcePattern {
  return { text, template: readTemplate(text, { wildcards: true, variables }) };
}

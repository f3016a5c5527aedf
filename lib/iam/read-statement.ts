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

/** Reads the entries of an element; adds to `problems` what it cannot read. */
type ReadEntries<T> = (value: unknown, problems: string[], variables: boolean) => readonly T[];

/** One statement of a document; what cannot be read is in its `problems`. */
export function readStatement(given: unknown, place: Place): Statement {
  const { index, variables, grammar } = place;
  const problems = [...place.problems];
  if (!isObject(given)) {
    problems.push(`the statement is ${describeValue(given)}`);
    return { index, conditions: [], problems };
  }
  for (const name of Object.keys(given)) {
    if (!ELEMENTS.has(name)) problems.push(`${describeValue(name)} is no element of a statement`);
  }
  const sid = own(given, "Sid");
  if (sid !== undefined && typeof sid !== "string") problems.push(`Sid is ${describeValue(sid)}`);
  const effect = own(given, "Effect");
  const known = effect === "Allow" || effect === "Deny" ? effect : undefined;
  if (!known) problems.push(`Effect is ${describeValue(effect)}`);
  const action = readElement(given, "Action", readActions, place, problems);
  const resource = readElement(given, "Resource", readResources, place, problems);
  const principal = readElement(given, "Principal", readPrincipals, place, problems);
  if (!has(given, "Action")) problems.push("it has no Action");
  if (grammar.resource === "required" && !has(given, "Resource")) problems.push("it has no Resource");
  if (grammar.principal === "required" && !has(given, "Principal")) problems.push("it has no Principal");
  const misplaced = grammar.principal === "forbidden" && has(given, "Principal");
  if (misplaced) problems.push("this kind of policy has no Principal");
  const conditions = readConditions(own(given, "Condition"), variables, problems);
  return {
    index,
    sid: typeof sid === "string" ? sid : undefined,
    effect: known,
    action,
    resource,
    principal: misplaced ? undefined : principal,
    conditions,
    problems,
  };
}

function has(statement: object, name: string): boolean {
  return own(statement, name) !== undefined || own(statement, `Not${name}`) !== undefined;
}

/** An element of which a part cannot be read is left out: it must not seem to cover less than it may. */
function readElement<T>(
  statement: object,
  name: string,
  read: ReadEntries<T>,
  { variables }: Place,
  problems: string[],
): Element<T> | undefined {
  const plain = own(statement, name);
  const inverse = own(statement, `Not${name}`);
  if (plain === undefined && inverse === undefined) return undefined;
  const before = problems.length;
  if (plain !== undefined && inverse !== undefined) problems.push(`it has both ${name} and Not${name}`);
  const negated = plain === undefined;
  const entries = read(negated ? inverse : plain, problems, variables);
  if (negated && entries.length === 0) problems.push(`Not${name} is empty`);
  return problems.length === before ? { negated, entries } : undefined;
}

function readTexts(name: string, given: unknown, problems: string[]): string[] {
  const texts: string[] = [];
  for (const value of listOf(given)) {
    if (typeof value === "string") texts.push(value);
    else problems.push(`${name} holds ${describeValue(value)}`);
  }
  return texts;
}

function readActions(given: unknown, problems: string[]): ActionPattern[] {
  return readTexts("Action", given, problems).map(readAction);
}

function readResources(given: unknown, problems: string[], variables: boolean): ResourcePattern[] {
  const notation = { wildcards: true, variables };
  return readTexts("Resource", given, problems).map((text) => ({
    text,
    template: readTemplate(text, notation),
  }));
}

function readAction(text: string): ActionPattern {
  const lower = text.toLowerCase();
  return { text: lower, template: readTemplate(lower, ACTION_NOTATION)! };
}

const ACTION_NOTATION = { wildcards: true, variables: false };

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

type ReadEntries<T> = (value: unknown, report: (problem: string) => void) => readonly T[];

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
  const element = <T>(name: string, read: ReadEntries<T>) => readElement(given, name, read, report);
  const action = element("Action", (value, reportPart) =>
    strings("Action", value, reportPart).map(readAction),
  );
  const resource = element("Resource", (value, reportPart) =>
    strings("Resource", value, reportPart).map((text) => readResource(text, variables)),
  );
  const principal = element("Principal", readPrincipals);
  const has = (name: string) => own(given, name) !== undefined || own(given, `Not${name}`) !== undefined;
  if (!has("Action")) report("it has no Action");
  if (!has("Resource") && grammar.resource === "required") report("it has no Resource");
  if (!has("Principal") && grammar.principal === "required") report("it has no Principal");
  const misplaced = has("Principal") && grammar.principal === "forbidden";
  if (misplaced) report("this kind of policy has no Principal");
  const conditions = readConditions(own(given, "Condition"), variables, report);
  return {
    index,
    ...(typeof sid === "string" && { sid }),
    ...(known && { effect: known }),
    ...(action && { action }),
    ...(resource && { resource }),
    ...(principal && !misplaced && { principal }),
    conditions,
    problems,
  };
}

/** An element of which a part cannot be read is left out: it must not seem to cover less than it may. */
function readElement<T>(
  statement: object,
  name: string,
  read: ReadEntries<T>,
  report: (problem: string) => void,
): Element<T> | undefined {
  const plain = own(statement, name);
  const inverse = own(statement, `Not${name}`);
  if (plain === undefined && inverse === undefined) return undefined;
  let readable = true;
  const reportPart = (problem: string) => {
    readable = false;
    report(problem);
  };
  if (plain !== undefined && inverse !== undefined) reportPart(`it has both ${name} and Not${name}`);
  const negated = plain === undefined;
  const entries = read(negated ? inverse : plain, reportPart);
  if (negated && entries.length === 0) reportPart(`Not${name} is empty`);
  return readable ? { negated, entries } : undefined;
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

import { describeValue } from "./describe";
import type { ReadPolicy } from "./findings";
import { isObject, own } from "./json";
import { readDocument } from "./read-document";
import type { Grammar, Statement } from "./statement";

/** A policy set with its documents taken apart, to decide many requests with. */
export interface ReadPolicies {
  readonly identity: readonly ReadPolicy[];
  readonly boundary: readonly ReadPolicy[];
  readonly session: readonly ReadPolicy[];
  readonly resource: readonly ReadPolicy[];
  readonly resourceType: "ecr-repository" | "iam-role" | undefined;
  readonly scp: readonly (readonly ReadPolicy[])[];
  readonly rcp: readonly (readonly ReadPolicy[])[];
  readonly vpcEndpoint: readonly ReadPolicy[];
}

const OF_IDENTITY: Grammar = { principal: "forbidden", resource: "required" };
const OF_RESOURCE: Grammar = { principal: "required", resource: "optional" };
const OF_ORGANIZATION: Grammar = { principal: "required", resource: "required" };

/** Takes the documents of a policy set apart, whatever JSON they are. */
export function readPolicies(policies: unknown): ReadPolicies {
  const set = isObject(policies) ? policies : {};
  const named = (kind: string, grammar: Grammar) => readNamed(kind, own(set, kind), grammar);
  const type = own(set, "resourceType") ?? undefined;
  const known = type === undefined || type === "ecr-repository" || type === "iam-role";
  const resource = single("resource", nameOf(type), set, OF_RESOURCE);
  const broken = isObject(policies)
    ? []
    : [unreadable("policies", `the policy set is ${describeValue(policies)}`)];
  return {
    identity: [...named("identity", OF_IDENTITY), ...broken],
    boundary: named("boundary", OF_IDENTITY),
    session: single("session", "session policy", set, OF_IDENTITY),
    resource: known
      ? resource
      : [...resource, unreadable("resource", `resourceType is ${describeValue(type)}`)],
    resourceType: known ? type : undefined,
    scp: readLevels("scp", own(set, "scp"), OF_IDENTITY),
    rcp: readLevels("rcp", own(set, "rcp"), OF_ORGANIZATION),
    vpcEndpoint: named("vpcEndpoint", OF_ORGANIZATION),
  };
}

function nameOf(resourceType: unknown): string {
  if (resourceType === "iam-role") return "trust policy";
  return resourceType === "ecr-repository" ? "repository policy" : "resource policy";
}

function single(kind: string, name: string, set: object, grammar: Grammar): ReadPolicy[] {
  const document = own(set, kind);
  return document === undefined || document === null
    ? []
    : [{ name, statements: readDocument(document, grammar) }];
}

function unreadable(name: string, problem: string): ReadPolicy {
  const statement: Statement = { index: 0, conditions: [], problems: [problem] };
  return { name, statements: [statement] };
}

function readNamed(kind: string, given: unknown, grammar: Grammar): ReadPolicy[] {
  if (given === undefined || given === null) return [];
  if (!Array.isArray(given)) return [unreadable(kind, `${kind} is ${describeValue(given)}`)];
  return given.map((policy: unknown, index) => {
    if (!isObject(policy)) return unreadable(`${kind}[${index}]`, `the policy is ${describeValue(policy)}`);
    const name = own(policy, "name");
    return {
      name: typeof name === "string" ? name : `${kind}[${index}]`,
      statements: readDocument(own(policy, "document"), grammar),
    };
  });
}

function readLevels(kind: string, given: unknown, grammar: Grammar): (readonly ReadPolicy[])[] {
  if (given === undefined || given === null) return [];
  if (!Array.isArray(given)) return [[unreadable(kind, `${kind} is ${describeValue(given)}`)]];
  return given.map((level: unknown, index) =>
    isObject(level)
      ? readNamed("policies", own(level, "policies"), grammar)
      : [unreadable(`${kind}[${index}]`, `the level is ${describeValue(level)}`)],
  );
}

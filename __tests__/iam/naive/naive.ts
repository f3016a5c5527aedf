import type { AuthorizationRequest, Decision, NamedPolicy, PolicySet } from "../../../lib/iam/types";
import { isMap } from "./conditions";
import { decide, type Applying, type OpenRule, type Situation } from "./decide";
import { isRoot, type Form } from "./principals";
import { answer, onResource, type Answer, type Kind, type Question } from "./statements";
import { isDoubt, type Truth } from "./truth";

/** What may come out: one decision, or several where AWS's pages don't decide, and the doubts that make the difference or could have. */
export interface Outcome {
  readonly decisions: readonly Decision[];
  readonly doubts: readonly string[];
}

interface Doubtful extends Omit<Applying, "effect" | "forms"> {
  readonly answer: Answer;
}

/**
 * A second opinion on a request, written from AWS's pages for obviousness alone: each statement says yes, no or doubtful, and the
 * decision is taken once for every way in which the doubtful ones may turn out.
 */
export function naive(
  request: AuthorizationRequest,
  policies: PolicySet,
  saw?: (operator: string, answer: Truth) => void,
): Outcome {
  const trust = policies.resourceType === "iam-role";
  // A repository's policy has no say in an action that names no repository.
  const resource = onResource(request) === "*" ? [] : named("resource", policies.resource);
  const kinds: Record<Kind, readonly (readonly NamedPolicy[])[]> = {
    rcp: (policies.rcp ?? []).map((level) => level.policies),
    scp: (policies.scp ?? []).map((level) => level.policies),
    "vpc-endpoint": [policies.vpcEndpoint ?? []],
    resource: [resource],
    identity: [policies.identity],
    boundary: [policies.boundary ?? []],
    session: [named("session", policies.session)],
  };
  const present = Object.fromEntries(
    Object.entries(kinds).map(([kind, levels]) => [
      kind,
      kind === "scp" || kind === "rcp" ? levels.length > 0 : levels.flat().length > 0,
    ]),
  ) as Record<Kind, boolean>;
  const situation: Situation = {
    sameAccount: request.principal.accountId === request.resourceAccountId,
    root: isRoot(request.principal),
    trust,
    present,
    levels: { scp: kinds.scp.length, rcp: kinds.rcp.length },
  };
  const statements = Object.entries(kinds).flatMap(([kind, levels]) => {
    const question: Question = { request, kind: kind as Kind, trust, hasBoundary: present.boundary, saw };
    return levels.flatMap((documents, level) =>
      documents.flatMap((policy) => statementsOf(policy, level, question)),
    );
  });
  return outcomeOf(statements, situation);
}

const named = (name: string, document: object | null | undefined): NamedPolicy[] =>
  document === null || document === undefined ? [] : [{ name, document }];

function statementsOf({ name, document }: NamedPolicy, level: number, question: Question): Doubtful[] {
  const make = (index: number, statement: unknown, variables: boolean, invalid: Truth): Doubtful => {
    const sid = isMap(statement) && typeof statement.Sid === "string" ? { sid: statement.Sid } : {};
    const given = answer(statement, variables, invalid, question);
    const { testsPrincipalArn } = given;
    return {
      kind: question.kind,
      level,
      statement: { policy: name, ...sid, index },
      answer: given,
      testsPrincipalArn,
    };
  };
  if (!isMap(document)) return [make(0, undefined, false, true)];
  const { Version: version, Statement: statement } = document;
  if (statement === undefined) return [];
  // "If you do not include a Version element, the value defaults to 2008-10-17" (reference_policies_elements_version).
  const known = version === undefined || version === "2008-10-17" || version === "2012-10-17";
  const elements = Object.keys(document).every((key) => ["Version", "Id", "Statement"].includes(key));
  const invalid = !known ? "unknown Version" : elements ? true : "unknown element";
  const list: unknown[] = Array.isArray(statement) ? statement : [statement];
  return list.map((one, index) => make(index, one, version === "2012-10-17", invalid));
}

/** Every way in which the doubtful statements, and the doubtful forms of their principals, may turn out. */
function outcomeOf(statements: readonly Doubtful[], situation: Situation): Outcome {
  let worlds: Applying[][] = [[]];
  const doubts = new Set<string>();
  for (const { answer: given, ...rest } of statements) {
    if (given.applies === false) continue;
    const doubtful = [given.applies, ...given.forms.values()].filter(isDoubt);
    doubtful.flatMap((doubt) => doubt.split(" + ")).forEach((doubt) => doubts.add(doubt));
    const forms = [...given.forms].filter(([, truth]) => truth !== false).map(([form]) => form);
    const sure = [...given.forms].filter(([, truth]) => truth === true).map(([form]) => form);
    const one = (effect: "Allow" | "Deny", as: readonly Form[]): Applying[] => [
      { ...rest, effect, forms: as },
    ];
    const ways = given.effects.flatMap((effect) => [
      one(effect, forms),
      ...(sure.length > 0 && sure.length < forms.length ? [one(effect, sure)] : []),
    ]);
    const choices = [...ways, ...(isDoubt(given.applies) ? [[]] : [])];
    worlds = worlds.flatMap((world) => choices.map((choice) => [...world, ...choice]));
    if (worlds.length > 10_000) throw new Error("too many doubts in one question");
  }
  const opens: readonly OpenRule[] = ["passes", "doesn't pass"];
  const [first, second] = opens.map((open) =>
    distinct(worlds.map((world) => decide(world, situation, open))),
  );
  const decisions = distinct([...(first ?? []), ...(second ?? [])]);
  if (JSON.stringify(first) !== JSON.stringify(second))
    doubts.add("a grant past a boundary or session policy");
  return { decisions, doubts: [...doubts] };
}

function distinct(decisions: readonly Decision[]): Decision[] {
  return [...new Map(decisions.map((decision) => [JSON.stringify(decision), decision])).values()];
}

import type { AuthorizationRequest, Decision, NamedPolicy, PolicySet } from "../../../lib/iam/types";
import { isMap } from "./conditions";
import { onResource } from "./elements";
import { decide, type Applying, type OpenRule, type Situation } from "./decide";
import { isRoot } from "./principals";
import { answer, type Answer, type Kind, type Question } from "./statements";
import { isDoubt, type Truth } from "./truth";

/** What may come out: one decision, or several where AWS's pages don't decide. */
export interface Outcome {
  readonly decisions: readonly Decision[];
  /** The doubts that the decision hangs on. */
  readonly doubts: readonly string[];
  /** All doubts met. */
  readonly seen: readonly string[];
}

const RULES: readonly OpenRule[] = ["passes", "doesn't pass"];
const OPEN = "a grant past a boundary or session policy";

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
  const assumes = /^sts:assumerole$/i.test(request.action);
  const trust = assumes || policies.resourceType === "iam-role";
  const kinds: Record<Kind, readonly (readonly NamedPolicy[])[]> = {
    rcp: (policies.rcp ?? []).map((level) => level.policies),
    scp: (policies.scp ?? []).map((level) => level.policies),
    "vpc-endpoint": [policies.vpcEndpoint ?? []],
    resource: [named("resource", policies.resource)],
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
    assumes,
    present,
    levels: { scp: kinds.scp.length, rcp: kinds.rcp.length },
    unrestricted: kinds.rcp.flatMap((level, i) => (level.some(hasAllow) ? [] : [i])),
  };
  const statements = Object.entries(kinds).flatMap(([kind, levels]) => {
    // A repository's policy has no say in an action that names no repository.
    if (kind === "resource" && onResource(request) === "*") return [];
    const question: Question = { request, kind: kind as Kind, trust, hasBoundary: present.boundary, saw };
    return levels.flatMap((documents, level) =>
      documents.flatMap((policy) => statementsOf(policy, level, question)),
    );
  });
  return outcomeOf(statements, situation);
}

const hasAllow = ({ document }: NamedPolicy): boolean =>
  isMap(document) && [document.Statement].flat().some((one) => isMap(one) && one.Effect === "Allow");

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

/** Every way in which one statement may turn out: its effect, and the forms in which its principal names the caller. */
function ways({ answer: given, ...rest }: Doubtful): Applying[][] {
  const possible = [...given.forms].filter(([, truth]) => truth !== false).map(([form]) => form);
  const sure = [...given.forms].filter(([, truth]) => truth === true).map(([form]) => form);
  const namings = sure.length > 0 && sure.length < possible.length ? [possible, sure] : [possible];
  const applying = given.effects.flatMap((effect) => namings.map((forms) => [{ ...rest, effect, forms }]));
  if (given.applies === false) return [[]];
  return given.applies === true ? applying : [...applying, []];
}

const doubtsOf = ({ answer: given }: Doubtful): string[] =>
  given.applies === false
    ? []
    : [given.applies, ...given.forms.values()].filter(isDoubt).flatMap((doubt) => doubt.split(" + "));

/** What comes out for every combination of the ways in which the doubtful statements may turn out. */
function outcomeOf(statements: readonly Doubtful[], situation: Situation): Outcome {
  const choices = statements.map(ways);
  const decisionsOf = (fixed: readonly Applying[][][], rules: readonly OpenRule[] = RULES) => {
    if (fixed.reduce((product, some) => product * some.length, 1) > 5000)
      throw new Error("too many doubts in one question");
    const worlds = fixed.reduce<Applying[][]>(
      (before, some) => before.flatMap((world) => some.map((way) => [...world, ...way])),
      [[]],
    );
    return distinct(worlds.flatMap((world) => rules.map((rule) => decide(world, situation, rule))));
  };
  // A doubt matters if what may come out depends on how it turns out.
  const depends = (parts: readonly Decision[][]) =>
    new Set(parts.map((part) => JSON.stringify(part))).size > 1;
  const mattering = statements.filter((_, i) => {
    const some = choices[i] ?? [];
    const withOnly = (way: Applying[]) => decisionsOf(choices.map((all, k) => (k === i ? [way] : all)));
    return some.length > 1 && depends(some.map(withOnly));
  });
  const rule = depends(RULES.map((one) => decisionsOf(choices, [one]))) ? [OPEN] : [];
  return {
    decisions: decisionsOf(choices),
    doubts: [...new Set([...mattering.flatMap(doubtsOf), ...rule])],
    seen: [...new Set([...statements.flatMap(doubtsOf), ...rule])],
  };
}

function distinct(decisions: readonly Decision[]): Decision[] {
  return [...new Map(decisions.map((decision) => [JSON.stringify(decision), decision])).values()];
}

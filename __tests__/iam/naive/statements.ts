import type { AuthorizationRequest } from "../../../lib/iam/types";
import { conditions, isMap, testsPrincipalArn } from "./conditions";
import { actionOf, resourceOf } from "./elements";
import { deniedByNotPrincipal, isEmptyPrincipal, namedForms, type Form } from "./principals";
import { all, any, type Truth } from "./truth";

/** Kinds of policy; a trust policy is the resource's. */
export type Kind = "identity" | "boundary" | "session" | "resource" | "scp" | "rcp" | "vpc-endpoint";

/** What is asked, and what else a statement depends on. */
export interface Question {
  readonly request: AuthorizationRequest;
  readonly kind: Kind;
  readonly trust: boolean;
  readonly hasBoundary: boolean;
  readonly saw?: (operator: string, answer: Truth) => void;
}

/** A statement's answer to a request. */
export interface Answer {
  readonly effects: readonly ("Allow" | "Deny")[];
  readonly applies: Truth;
  readonly forms: ReadonlyMap<Form, Truth>;
  readonly testsPrincipalArn: boolean;
}

const ELEMENTS = [
  "Sid",
  "Effect",
  "Principal",
  "NotPrincipal",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Condition",
];
const everyone: ReadonlyMap<Form, Truth> = new Map([["everyone", true]]);

/** One statement; `variables` and `invalid` come from its document. */
export function answer(statement: unknown, variables: boolean, invalid: Truth, question: Question): Answer {
  const nothing = { forms: everyone, testsPrincipalArn: false };
  if (!isMap(statement)) return { ...nothing, effects: ["Allow", "Deny"], applies: "malformed statement" };
  const { request, saw } = question;
  const effect = statement.Effect;
  const effects: Answer["effects"] = effect === "Allow" || effect === "Deny" ? [effect] : ["Allow", "Deny"];
  const principal = principalOf(statement, effects, question);
  const action = actionOf(statement, request.action);
  const resource = resourceOf(statement, variables, question.request, question.kind === "resource");
  const others = all([
    effects.length === 1 ? true : "malformed Effect",
    Object.keys(statement).every((name) => ELEMENTS.includes(name)) ? true : "unknown element",
    invalid,
    action,
    resource,
    principal.applies,
  ]);
  const truths = { Action: action, Resource: resource, Principal: principal.applies };
  for (const [element, truth] of Object.entries(truths)) {
    for (const name of [element, `Not${element}`]) if (name in statement) saw?.(name, truth);
  }
  const watch = others === true ? saw : undefined;
  const condition = conditions(statement.Condition, { variables, context: request.context, saw: watch });
  return {
    effects,
    applies: all([others, condition]),
    forms: principal.forms,
    testsPrincipalArn: testsPrincipalArn(statement.Condition),
  };
}

function principalOf(
  statement: Record<string, unknown>,
  effects: readonly string[],
  { request, kind, trust, hasBoundary }: Question,
): { applies: Truth; forms: ReadonlyMap<Form, Truth> } {
  const { Principal: named, NotPrincipal: excepted } = statement;
  const wanted = kind === "resource" || kind === "rcp" || kind === "vpc-endpoint";
  if (!wanted) {
    const absent = named === undefined && excepted === undefined;
    return { applies: absent ? true : "Principal in a policy that has none", forms: everyone };
  }
  if ((named === undefined) === (excepted === undefined))
    return { applies: "malformed Principal", forms: everyone };
  if (excepted !== undefined) {
    // "You cannot use the NotPrincipal element in an IAM identity-based policy nor in an IAM role trust policy."
    if ((trust && kind === "resource") || kind === "rcp")
      return { applies: "NotPrincipal where it may not stand", forms: everyone };
    if (effects.includes("Allow")) return { applies: "NotPrincipal with Allow", forms: everyone };
    return { applies: deniedByNotPrincipal(excepted, request, hasBoundary), forms: everyone };
  }
  const forms = namedForms(named, request);
  if (typeof forms === "string") return { applies: forms, forms: everyone };
  const applies = any([...forms.values()]);
  // "In RCPs the Principal element supports only *" (orgs_manage_policies_rcps_syntax).
  const foreign = kind === "rcp" && forms.get("everyone") !== true && !isEmptyPrincipal(named);
  return { applies: foreign ? "Principal of an RCP other than *" : applies, forms };
}

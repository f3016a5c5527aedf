import type { AuthorizationRequest } from "../../../lib/iam/types";
import { conditions, isMap, testsPrincipalArn } from "./conditions";
import { deniedByNotPrincipal, namedForms, type Form } from "./principals";
import { arnParts, fill, like } from "./text";
import { all, any, not, type Truth } from "./truth";

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
const NO_RESOURCE = ["ecr:getauthorizationtoken", "ecr:describeregistry", "ecr:putregistrypolicy"];
const everyone: ReadonlyMap<Form, Truth> = new Map([["everyone", true]]);

/** Actions that name no resource are asked on `*` (Service Authorization Reference, "Resource types" empty). */
export const onResource = (request: AuthorizationRequest): string =>
  NO_RESOURCE.includes(request.action.toLowerCase()) ? "*" : request.resource;

/** One statement; `variables` and `invalid` come from its document. */
export function answer(statement: unknown, variables: boolean, invalid: Truth, question: Question): Answer {
  const nothing = { forms: everyone, testsPrincipalArn: false };
  if (!isMap(statement)) return { ...nothing, effects: ["Allow", "Deny"], applies: "malformed statement" };
  const { request, saw } = question;
  const effect = statement.Effect;
  const effects: Answer["effects"] = effect === "Allow" || effect === "Deny" ? [effect] : ["Allow", "Deny"];
  const principal = principalOf(statement, effects, question);
  const others = all([
    effects.length === 1 ? true : "malformed Effect",
    Object.keys(statement).every((name) => ELEMENTS.includes(name)) ? true : "unknown element",
    invalid,
    actionOf(statement, request.action),
    resourceOf(statement, variables, question),
    principal.applies,
  ]);
  const watch = others === true ? saw : undefined;
  const condition = conditions(statement.Condition, { variables, context: request.context, saw: watch });
  return {
    effects,
    applies: all([others, condition]),
    forms: principal.forms,
    testsPrincipalArn: testsPrincipalArn(statement.Condition),
  };
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html */
function actionOf(statement: Record<string, unknown>, action: string): Truth {
  return oneOrTheOther(statement, "Action", (entry) => {
    if (entry === "*") return true;
    // "Consists of a service namespace, a colon, and the name of an action."
    if (!/^[a-z0-9-]+:[a-z0-9*?]+$/i.test(entry)) return "malformed action";
    // "The prefix and the action name are case insensitive."
    return like([{ text: entry.toLowerCase(), fixed: false }], action.toLowerCase());
  });
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html, …_notresource.html */
function resourceOf(statement: Record<string, unknown>, variables: boolean, question: Question): Truth {
  // A repository policy and a trust policy have no Resource: they stand on theirs.
  const none = statement.Resource === undefined && statement.NotResource === undefined;
  if (question.kind === "resource" && none) return true;
  const value = onResource(question.request);
  const negated = statement.NotResource !== undefined;
  return oneOrTheOther(statement, "Resource", (entry) => {
    const parts = arnParts(entry, variables);
    const place = variables ? entry.indexOf("${") : -1;
    // "You can't use a variable to replace parts of the ARN before the fifth colon": there it is text that no ARN has.
    const early = place >= 0 && (parts.length < 6 || place < parts.slice(0, 5).join(":").length + 1);
    if (early) return false;
    const pieces = fill(entry, variables, question.request.context);
    if (typeof pieces === "string") return pieces;
    // "The resource that includes a policy variable with no value will not match any resource": what NotResource then does is open.
    if (pieces === undefined) return negated ? "variable without a value in NotResource" : false;
    if (!like(pieces, value)) return false;
    // An ARN cut short is plain only where its `*` is the last character; "it can expand to match beyond the colon boundaries".
    return parts.length === 6 || !entry.includes("*") || /^[^*?/]*\*$/.test(entry) ? true : "short ARN";
  });
}

/** X or NotX, a string or a list of strings. */
function oneOrTheOther(
  statement: Record<string, unknown>,
  name: string,
  matches: (entry: string) => Truth,
): Truth {
  const [written, negated] = [statement[name], statement[`Not${name}`]];
  if ((written === undefined) === (negated === undefined)) return `malformed ${name}`;
  const value = written ?? negated;
  const list: unknown[] = Array.isArray(value) ? value : [value];
  if (list.length === 0 || !list.every((entry) => typeof entry === "string")) return `malformed ${name}`;
  const matched = any((list as string[]).map(matches));
  return written === undefined ? not(matched) : matched;
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
    if (trust || kind === "rcp") return { applies: "NotPrincipal where it may not stand", forms: everyone };
    if (effects.includes("Allow")) return { applies: "NotPrincipal with Allow", forms: everyone };
    return { applies: deniedByNotPrincipal(excepted, request.principal, hasBoundary), forms: everyone };
  }
  const forms = namedForms(named, request.principal);
  if (typeof forms === "string") return { applies: forms, forms: everyone };
  // "In RCPs the Principal element supports only *" (orgs_manage_policies_rcps_syntax).
  if (kind === "rcp" && forms.get("everyone") !== true)
    return { applies: "Principal of an RCP other than *", forms: everyone };
  return { applies: any([...forms.values()]), forms };
}

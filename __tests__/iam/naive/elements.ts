import type { AuthorizationRequest } from "../../../lib/iam/types";
import { arnParts, fill, like } from "./text";
import { any, not, type Truth } from "./truth";

/** Action and Resource elements, and their negations. */

const NO_RESOURCE = ["ecr:getauthorizationtoken", "ecr:describeregistry", "ecr:putregistrypolicy"];

/** Actions that name no resource are asked on `*` (Service Authorization Reference, "Resource types" empty). */
export const onResource = (request: AuthorizationRequest): string =>
  NO_RESOURCE.includes(request.action.toLowerCase()) ? "*" : request.resource;

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html */
export function actionOf(statement: Record<string, unknown>, action: string): Truth {
  const wanted = action.toLowerCase();
  return oneOrTheOther(statement, "Action", (entry) => {
    if (entry === "*") return true;
    // "Consists of a service namespace, a colon, and the name of an action": anything else is no action, whatever it looks like.
    if (!/^[a-z0-9-]+:[a-z0-9*?]+$/i.test(entry)) {
      const looksLike = [entry, `*:${entry}`].some((text) =>
        like([{ text: text.toLowerCase(), fixed: false }], wanted),
      );
      return looksLike ? "malformed action" : false;
    }
    // "The prefix and the action name are case insensitive."
    return like([{ text: entry.toLowerCase(), fixed: false }], wanted);
  });
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html, …_notresource.html */
export function resourceOf(
  statement: Record<string, unknown>,
  variables: boolean,
  request: AuthorizationRequest,
  onResourceItself: boolean,
): Truth {
  // A repository policy and a trust policy have no Resource: they stand on theirs.
  const none = statement.Resource === undefined && statement.NotResource === undefined;
  if (onResourceItself && none) return true;
  const value = onResource(request);
  const negated = statement.NotResource !== undefined;
  return oneOrTheOther(statement, "Resource", (entry) => {
    const parts = arnParts(entry, variables);
    // "You can't use a variable to replace parts of the ARN before the fifth colon."
    const start = parts.length < 6 ? entry : parts.slice(0, 5).join(":");
    if (variables && start.includes("${")) {
      const filled = [{ text: entry.replace(/\$\{[^}]*\}/g, "*"), fixed: false }];
      return like(filled, value) ? "variable before the fifth colon" : false;
    }
    const pieces = fill(entry, variables, request.context);
    if (typeof pieces === "string") return pieces;
    // "The resource that includes a policy variable with no value will not match any resource": what NotResource then does is open.
    if (pieces === undefined) return negated ? "variable without a value in NotResource" : false;
    if (!like(pieces, value)) return false;
    // "You can't use a wildcard in the service segment that identifies the AWS product."
    if (parts.length > 3 && /[*?]/.test(parts[2] ?? "")) return "wildcard in the service segment";
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
  // "This statement includes no actions and does not affect the policy" (access-analyzer-reference-policy-checks); of NotAction it says nothing.
  if (list.length === 0) return written === undefined ? `empty Not${name}` : false;
  if (!list.every((entry) => typeof entry === "string")) return `malformed ${name}`;
  const matched = any((list as string[]).map(matches));
  return written === undefined ? not(matched) : matched;
}

import { Unknown, holdsUnknown } from "../terraform/unknown";
import { globExpression } from "./glob-expression";

const TAG_SESSION = "sts:tagsession";

/**
 * May whoever assumes the role bring tags of his own, which then stand over the role's? That includes tags that another
 * session hands on.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html
 */
export function mayTagSession({ trust }: { readonly trust: unknown }): boolean {
  if (typeof trust !== "object" || trust === null || trust instanceof Unknown) return true;
  return [(trust as { Statement?: unknown }).Statement].flat().some((statement) => {
    if (typeof statement !== "object" || statement === null || statement instanceof Unknown) return true;
    const { Effect: effect, Action: action } = statement as { Effect?: unknown; Action?: unknown };
    if (effect === "Deny") return false;
    if (action === undefined || holdsUnknown(action)) return true;
    return [action].flat().some((one) => globExpression(String(one).toLowerCase()).test(TAG_SESSION));
  });
}

import { describeValue } from "./describe";
import { matchesGlob, type GlobPart } from "./glob";
import { not, some, undecided, type Match } from "./match";
import type { ActionPattern, Element } from "./statement";

/**
 * Does Action or NotAction cover the action? Names have no case. A pattern is `*`, or has a service without wildcards before
 * its colon: IAM refuses any other.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
 */
export function coversAction(element: Element<ActionPattern>, action: string): Match {
  const name = action.toLowerCase();
  const bare = name.slice(name.indexOf(":") + 1);
  const match = some(element.entries, ({ text, template }) => {
    const parts = template as readonly GlobPart[];
    const valid = text === "*" || /^[^*?:]+:/.test(text);
    if (valid) return matchesGlob(parts, name);
    return (
      (matchesGlob(parts, name) || matchesGlob(parts, bare)) &&
      undecided(`action ${describeValue(text)} names no service`)
    );
  });
  return element.negated ? not(match) : match;
}

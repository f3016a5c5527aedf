import type { RequestContext } from "./context";
import { describeValue } from "./describe";
import { ANY_TEXT, matchesGlob, type GlobPart } from "./glob";
import { isUndecided, not, some, undecided, type Match } from "./match";
import type { Element, ResourcePattern } from "./statement";
import { fill, isVariable, segments, widest, type Template } from "./template";

/**
 * Does Resource or NotResource cover the resource, which is text, never a pattern?
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notresource.html
 */
export function coversResource(
  element: Element<ResourcePattern>,
  resource: string,
  context: RequestContext,
): Match {
  const match = some(element.entries, (pattern) =>
    matchesResource(pattern, resource, context, element.negated),
  );
  return element.negated ? not(match) : match;
}

function matchesResource(
  { text, template }: ResourcePattern,
  resource: string,
  context: RequestContext,
  negated: boolean,
): Match {
  if (!template) return undecided(`resource ${describeValue(text)} holds a malformed variable`);
  const parts = segments(template);
  if (parts.slice(0, 5).some((part) => part.some(isVariable))) {
    return (
      matchesGlob(widest(template), resource) &&
      undecided(`resource ${describeValue(text)} has a variable before the fifth colon`)
    );
  }
  const filled = fill(template, context);
  if (isUndecided(filled)) return filled;
  if (filled === undefined) {
    return negated && undecided(`a variable in NotResource ${describeValue(text)} has no value`);
  }
  if (!matchesGlob(filled, resource)) return false;
  if (parts.length > 3 && parts[2]!.some((part) => typeof part !== "string")) {
    return undecided(`resource ${describeValue(text)} has a wildcard for its service`);
  }
  const agree = parts.length === 6 ? matchesBySegment(parts, filled, resource) : runsPastColons(template);
  return agree || undecided(`whether a wildcard in resource ${describeValue(text)} runs past a colon`);
}

/** All six parts written: as text and part by part, the pattern matches alike, unless a `*` would have to swallow a colon. */
function matchesBySegment(
  parts: readonly Template[],
  filled: readonly GlobPart[],
  resource: string,
): boolean {
  const wanted = segments([resource]);
  const heads = parts.slice(0, 5) as readonly (readonly GlobPart[])[];
  const tail = segments(filled).slice(5)[0] as readonly GlobPart[];
  return (
    wanted.length === 6 &&
    heads.every((head, index) => matchesGlob(head, wanted[index]!.join(""))) &&
    matchesGlob(tail, wanted[5]!.join(""))
  );
}

/** Fewer parts: `*` alone, or one `*` at the very end of a text like `arn:aws:ecr:us-`, runs past the colons. */
function runsPastColons(template: Template): boolean {
  if (template.length === 1) return template[0] === ANY_TEXT;
  const [text, last] = template;
  return template.length === 2 && typeof text === "string" && !text.includes("/") && last === ANY_TEXT;
}

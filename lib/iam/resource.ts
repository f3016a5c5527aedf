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
  if (headHasVariable(template)) {
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
  const parts = segments(template);
  if (parts.length > 3 && parts[2]!.some((part) => typeof part !== "string")) {
    return undecided(`resource ${describeValue(text)} has a wildcard for its service`);
  }
  const agree =
    parts.length === 6 ? matchesBySegment(segments(filled), segments([resource])) : runsPastColons(template);
  return agree || undecided(`whether a wildcard in resource ${describeValue(text)} runs past a colon`);
}

function headHasVariable(template: Template): boolean {
  if (!template.some(isVariable)) return false;
  return segments(template)
    .slice(0, 5)
    .some((part) => part.some(isVariable));
}

/** All six parts written, and five colons matched, so the resource has six too: as text and part by part, the pattern matches alike, unless a `*` would have to swallow a colon. */
function matchesBySegment(pattern: readonly Template[], resource: readonly Template[]): boolean {
  return pattern.every((part, index) => matchesGlob(part as readonly GlobPart[], resource[index]!.join("")));
}

/** Fewer parts: `*` alone, or one `*` at the very end of a text like `arn:aws:ecr:us-`, runs past the colons. */
function runsPastColons(template: Template): boolean {
  if (template.length === 1) return template[0] === ANY_TEXT;
  const [text, last] = template;
  return template.length === 2 && typeof text === "string" && !text.includes("/") && last === ANY_TEXT;
}

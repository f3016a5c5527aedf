/** How the AWS SDK for JavaScript reads a file, where that is not how the AWS CLI does: only `\n` and `\r\n` end a line. */

/** The section's name if the SDK takes the line for a header. */
export function javaScriptHeader(text: string): string | undefined {
  if (!text.includes("[")) return undefined;
  const content = withoutComment(text);
  return /^\[.*\]$/s.test(content) ? content.slice(1, -1) : undefined;
}

/** The SDK takes a section of two plain words for a kind and a name, and drops it when it knows no such kind. */
export function isDropped(section: string): boolean {
  return (
    /^[\w-]+\s(["'])?[\w\-@+.%:/]+\1$/.test(section) && !/^(profile|sso-session|services)\s/.test(section)
  );
}

/** Every section's keys and values; a nested key has its parent's name and a dot before its own. */
export function readAsJavaScript(text: string): Map<string, Map<string, string>> {
  const sections = new Map<string, Map<string, string>>();
  let keys: Map<string, string> | undefined;
  let parent = "";
  for (const line of text.split(/\r?\n/)) {
    const header = javaScriptHeader(line);
    if (header !== undefined) {
      parent = "";
      keys = isDropped(header) ? undefined : (sections.get(header) ?? new Map<string, string>());
      if (keys) sections.set(header, keys);
      continue;
    }
    const content = withoutComment(line);
    const sign = content.indexOf("=");
    if (sign <= 0) continue;
    const [name, value] = [content.slice(0, sign).trim(), content.slice(sign + 1).trim()];
    if (value === "") parent = name;
    else {
      if (line.trimStart() === line) parent = "";
      keys?.set(parent ? `${parent}.${name}` : name, value);
    }
  }
  return sections;
}

function withoutComment(text: string): string {
  const comment = text.search(/(?:^|\s)[;#]/);
  return (comment < 0 ? text : text.slice(0, comment)).trim();
}

/** Where the AWS SDK for JavaScript reads a line otherwise than the AWS CLI. */

/** The section's name if the SDK takes the line for a header. */
export function javaScriptHeader(text: string): string | undefined {
  if (!text.includes("[")) return undefined;
  const content = withoutComment(text);
  return /^\[.*\]$/s.test(content) ? content.slice(1, -1) : undefined;
}

/** Of a section's lines: the key that each gives the profile; none for a key nested below another one. */
export function javaScriptKeys(texts: readonly string[]): (string | undefined)[] {
  let parent = "";
  return texts.map((text) => {
    const [, key, value] = /^([^=]+)=(.*)$/s.exec(withoutComment(text)) ?? [];
    if (key === undefined) return undefined;
    if (value!.trim() === "") {
      parent = key.trim();
      return undefined;
    }
    if (text.trimStart() === text) parent = "";
    return parent ? undefined : key.trim();
  });
}

function withoutComment(text: string): string {
  return text.split(/(?:^|\s)[;#]/, 1)[0]!.trim();
}

const MARK = "[hidden]";

/** Shorter ones are no secrets, but what somebody gave a local endpoint: every word would have holes. */
const FEWEST_CHARACTERS = 4;

/** Longest text that is shown of somebody else's words. */
const MOST_CHARACTERS = 1_000;

/** What a signed request carries beside its signature: services print it back when a signature is wrong. */
const SIGNED = [
  /\bAWS4-HMAC-SHA256\b[\s\S]*/g,
  /\b(authorization|x-amz-security-token)["']?\s*[:=]\s*["']?(?:(?:Basic|Bearer)\s+)?[^\s"'<>]+/gi,
  /\b(X-Amz-(?:Security-Token|Signature|Credential)=)[^&\s"'<>]+/gi,
];

/** Values that nobody may see. An endpoint can echo what it was sent, so whatever others said goes through `hide`. */
export class Secrets {
  private readonly values = new Set<string>();

  add(...values: readonly (string | undefined)[]): void {
    for (const value of values) {
      if (!value || value.length < FEWEST_CHARACTERS) continue;
      this.values.add(value);
      this.values.add(encodeURIComponent(value));
    }
  }

  /** The text on one line of bounded length, printable, without any of the secrets. */
  hide(text: string): string {
    let shown = text;
    for (const value of this.values) shown = shown.replaceAll(value, MARK);
    for (const pattern of SIGNED) shown = shown.replace(pattern, MARK);
    const line = shown.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\s]+/gu, " ").trim();
    return line.length > MOST_CHARACTERS ? `${line.slice(0, MOST_CHARACTERS)}…` : line;
  }
}

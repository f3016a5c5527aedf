import { NotRead } from "./syntax";

const SPACE = /(?:\s|#[^\n]*\n|\/\/[^\n]*\n)*/y;
const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\" };

/** Text that is read from left to right. */
export class Scanner {
  protected position = 0;

  constructor(protected readonly text: string) {}

  atEnd(): boolean {
    return this.position >= this.text.length;
  }

  protected escape(): string {
    const letter = this.text[this.position + 1] ?? "";
    const unicode = /^\\u([0-9a-fA-F]{4})/.exec(this.text.slice(this.position, this.position + 6))?.[1];
    this.position += unicode ? 6 : 2;
    if (unicode) return String.fromCharCode(Number.parseInt(unicode, 16));
    const plain = ESCAPES[letter];
    if (plain === undefined) throw new NotRead(`the escape \\${letter}`);
    return plain;
  }

  protected space(): void {
    this.match(SPACE);
  }

  protected take(text: string): boolean {
    if (!this.text.startsWith(text, this.position)) return false;
    this.position += text.length;
    return true;
  }

  protected expect(text: string): void {
    this.space();
    if (!this.take(text)) throw new NotRead(`no ${text} where one is due`);
  }

  protected match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.position;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.position += found.length;
    return found;
  }
}

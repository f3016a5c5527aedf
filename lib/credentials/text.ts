import { isUtf8 } from "node:buffer";

/**
 * A file as text from which exactly its bytes come back. A file that is not UTF-8 keeps each byte above 127 as a lone
 * surrogate, U+DC80 to U+DCFF, which is no letter, no blank and no line end.
 */
export interface FileText {
  readonly text: string;
  readonly utf8: boolean;
}

export function decode(bytes: Buffer): FileText {
  return isUtf8(bytes) ? { text: bytes.toString("utf8"), utf8: true } : { text: escaped(bytes), utf8: false };
}

export function encode({ text, utf8 }: FileText): Buffer {
  if (utf8) return Buffer.from(text, "utf8");
  return Buffer.from(
    text.replace(/[\udc80-\udcff]/g, (character) => String.fromCharCode(character.charCodeAt(0) - 0xdc00)),
    "latin1",
  );
}

/** Text of ours, a profile's name, as it stands in such a file. */
export function inFile(text: string, { utf8 }: FileText): string {
  return utf8 ? text : escaped(Buffer.from(text, "utf8"));
}

function escaped(bytes: Buffer): string {
  return bytes
    .toString("latin1")
    .replace(/[\x80-\xff]/g, (byte) => String.fromCharCode(0xdc00 + byte.charCodeAt(0)));
}

/** Why no reader can be told what the bytes mean. */
export function bytesProblem(bytes: Buffer): string | undefined {
  const start = bytes.subarray(0, 3).toString("hex");
  if (start === "efbbbf" || /^(feff|fffe)/.test(start)) {
    return "it begins with a byte-order mark, which the AWS CLI can't read";
  }
  if (bytes.includes(0)) return "it holds NUL bytes, so it is no text";
  return undefined;
}

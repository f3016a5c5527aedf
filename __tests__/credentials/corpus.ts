import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import accepted from "./data/accepted.json";
import refused from "./data/refused.json";

/** A credentials file of the corpus that takes the new profile. */
export interface AcceptedCase {
  readonly file: string;
  readonly why: string;
  /** @default "ecrTester" */
  readonly profile?: string;
  readonly force?: boolean;
  /** Lines, counted from 1, that make way for ours when the profile's section is there already. */
  readonly removed?: readonly number[];
  /** Indentation of our keys. */
  readonly indent?: string;
  /** Line end of our lines. */
  readonly end?: string;
  /** The result's last line, one of ours, has no end, as the file's last line had none. */
  readonly openEnd?: boolean;
  /** The header had no line end. */
  readonly openHeader?: boolean;
  /** A line feed goes before our header, behind a lone carriage return. */
  readonly lineFeedBefore?: boolean;
  /** False where the AWS CLI can't read the file, before or after. */
  readonly utf8?: boolean;
  /** False where the JavaScript SDK could not read the other profiles before. */
  readonly javaScriptOthers?: boolean;
  /** Keys replaced that the JavaScript SDK, unlike the AWS CLI, took for nested ones. */
  readonly javaScriptGone?: readonly string[];
}

export interface RefusedCase {
  readonly file: string;
  readonly why: string;
  readonly words: string;
  readonly force?: boolean;
}

export const ACCEPTED: readonly AcceptedCase[] = accepted;
export const REFUSED: readonly RefusedCase[] = refused;

export const NEW = {
  accessKeyId: "ASIANEWNEWNEWNEWNEW2",
  secretAccessKey: "new/secret+key=",
  sessionToken: "newtoken//++==",
  expiration: new Date("2026-11-24T10:00:00.000Z"),
};

/** A file with another profile. */
export const OTHER = "[other]\naws_access_key_id = A\naws_secret_access_key = B\n";

export const modeOf = (path: string) => statSync(path).mode & 0o7777;

/** The new profile as every reader must see it. */
export const NEW_KEYS = {
  aws_access_key_id: NEW.accessKeyId,
  aws_secret_access_key: NEW.secretAccessKey,
  aws_session_token: NEW.sessionToken,
};

export const profileOf = ({ profile = "ecrTester" }: AcceptedCase) => profile;

export function bytesOf(kind: "accepted" | "refused", name: string): Buffer {
  return readFileSync(join(__dirname, "data", kind, name));
}

/** What the file must be afterwards, byte by byte, told from the case's data and not from the code under test. */
export function expectedBytes(each: AcceptedCase): Buffer {
  const input = bytesOf("accepted", each.file).toString("latin1");
  const lines = input.match(/[^\r\n]*(\r\n|\r|\n)|[^\r\n]+$/g) ?? [];
  const { end = "\n", indent = "" } = each;
  const name = Buffer.from(profileOf(each)).toString("latin1");
  const keys = Object.entries(NEW_KEYS).map(([key, value]) => `${indent}${key} = ${value}`);
  const own = ["# written by ecr-access; expires 2026-11-24T10:00:00.000Z", ...keys].join(end);
  return Buffer.from(each.removed ? rewritten() : appended(), "latin1");

  function appended(): string {
    const closed = input === "" || /[\r\n]$/.test(input);
    const before = closed ? input + (each.lineFeedBefore ? "\n" : "") : input + end;
    return `${before}[${name}]${end}${own}${closed ? end : ""}`;
  }

  function rewritten(): string {
    const header = lines.findIndex((line) => line.trim().startsWith(`[${name}]`));
    const kept = (_line: string, index: number) => !each.removed!.includes(index + 1 + header + 1);
    const before = lines.slice(0, header).join("") + (each.lineFeedBefore ? "\n" : "");
    const after = lines
      .slice(header + 1)
      .filter(kept)
      .join("");
    const open = each.openEnd || each.openHeader;
    return (
      before +
      lines[header] +
      (each.openHeader ? end : "") +
      own +
      (open && after === "" ? "" : end) +
      withoutEnd(after, open)
    );
  }
}

function withoutEnd(text: string, open: boolean | undefined): string {
  return open ? text.replace(/\n$/, "") : text;
}

/** A folder of a test's own, and one credentials file in it. */
export async function inFolder<T>(
  bytes: Uint8Array | undefined,
  use: (file: string, folder: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "ecr-access-credentials-"));
  try {
    const file = join(folder, "credentials");
    if (bytes) writeFileSync(file, bytes, { mode: 0o600 });
    return await use(file, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

import { readFileSync } from "node:fs";
import { type Document, LineCounter, parseDocument } from "yaml";
import { type Faults, faultsSchema } from "./schema";

/** A faults file that can't be used: one finished line a problem, file and place first. */
export class FaultsError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(problems.join("\n"));
  }
}

/** @throws {FaultsError} */
export function loadFaults(file: string): Faults {
  const lines = new LineCounter();
  const document = parseDocument(read(file), { lineCounter: lines, prettyErrors: false, version: "1.2" });
  const place = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  if (document.errors.length) {
    throw new FaultsError(
      document.errors.map(({ pos, message }) => `${place(pos[0])}: ${message.split("\n", 1)[0]}`),
    );
  }
  const parsed = faultsSchema.safeParse(valueOf(document, file) ?? {});
  if (parsed.success) return parsed.data;
  throw new FaultsError(
    parsed.error.issues.map(({ path, message }) => {
      const node = document.getIn(path, true) as { range?: [number, number, number] } | undefined;
      return `${place(node?.range?.[0] ?? 0)}: ${pathText(path)}${lower(message)}, got ${gotText(document.getIn(path))}`;
    }),
  );
}

function valueOf(document: Document, file: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 0 });
  } catch {
    throw new FaultsError([`${file}: must not use aliases`]);
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new FaultsError([`${file}: can't be read: ${(error as NodeJS.ErrnoException).code}`]);
  }
}

function pathText(path: readonly PropertyKey[]): string {
  const text = path.map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`)).join("");
  return text && `${text.replace(/^\./, "")} `;
}

function lower(message: string): string {
  return message[0]!.toLowerCase() + message.slice(1);
}

function gotText(value: unknown): string {
  const json =
    value !== null && typeof value === "object" && "toJSON" in value
      ? (value as { toJSON(): unknown }).toJSON()
      : value;
  return JSON.stringify(json) ?? "nothing";
}

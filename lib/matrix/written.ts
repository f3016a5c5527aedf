import { isObject } from "../terraform/json";
import { Unknown } from "../terraform/unknown";

/** Is it a document, a statement or a block as a file has it? What stands under its names may still be unknown. */
export function isWritten(value: unknown): value is Readonly<Record<string, unknown>> {
  return isObject(value) && !(value instanceof Unknown);
}

/** The statements of a document as they are written; of one that is not known none. */
export function writtenStatements(document: unknown): readonly unknown[] {
  const statements = isWritten(document) ? document.Statement : undefined;
  return statements === undefined ? [] : [statements].flat();
}

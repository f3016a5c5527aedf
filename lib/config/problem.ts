import type { SourcePlace } from "./registry";

/** Keys and positions from the top of a file to a value: `["teams", 1, "namespace"]`. */
export type Path = readonly (string | number)[];

/** One thing that is wrong in a file, or unwise. */
export interface Problem {
  readonly place: SourcePlace;
  /** Empty for what concerns the whole file. */
  readonly path: Path;
  /** What is asked of the value: `must match …`. */
  readonly rule: string;
  /** What may have been meant, `: did you mean …?`: looked for only where the line is written. */
  readonly hint?: () => string;
  /** The value as {@link quote} shows it; absent where there is none to show. */
  readonly got?: string;
}

/** The registry's files say something that is refused: one finished line a problem, `registry.yaml:12:16: teams[1].namespace must …, got "…"`. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";

  constructor(readonly problems: readonly string[]) {
    super(problems.join("\n"));
  }
}

/** So many lines anybody reads; what follows is counted. */
export const MOST_PROBLEMS = 1_000;

const LONGEST_QUOTE = 120;

/** A value for a message: as JSON, cut where it is long, and without a character that a terminal could obey or hide. */
export function quote(value: unknown): string {
  const json = value === undefined ? "nothing" : (JSON.stringify(value) ?? typeof value);
  return escapeUnprintable(json.length > LONGEST_QUOTE ? `${json.slice(0, LONGEST_QUOTE)}…` : json);
}

/** Control and format characters, lone surrogates, odd line ends and odd spaces as `\u…`. */
export function escapeUnprintable(text: string): string {
  return text.replace(/(?! )[\p{C}\p{Z}]/gu, (found) =>
    Array.from({ length: found.length }, (_, unit) => {
      return `\\u${found.charCodeAt(unit).toString(16).padStart(4, "0")}`;
    }).join(""),
  );
}

/** `teams[1].tags["cost center"]` */
export function formatPath(path: Path): string {
  return path
    .map((step, index) => {
      if (typeof step === "number") return `[${step}]`;
      if (!/^[\w-]{1,64}$/.test(step)) return `[${quote(step)}]`;
      return index === 0 ? step : `.${step}`;
    })
    .join("");
}

export function formatProblem({ place, path, rule, hint, got }: Problem): string {
  const subject = path.length === 0 ? "the file" : formatPath(path);
  const where = `${place.file}:${place.line}:${place.column}`;
  const meant = hint?.() ?? "";
  return escapeUnprintable(`${where}: ${subject} ${rule}${meant}${got === undefined ? "" : `, got ${got}`}`);
}

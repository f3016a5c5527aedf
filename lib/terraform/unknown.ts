/** A value that a file does not hold, or not readably; it may stand anywhere in a resource or a policy document. */
export class Unknown {
  /**
   * @param reason why: `known only after apply`
   * @param targets the values it can only be: attributes of resources in the file, one of them; undefined if that is not known either
   * @param parts the text around it, when it is part of a string: `["arn:aws:ecr:", Unknown, ":…"]`
   * @param origin a digest of all text that it is made of: where that is the same, so is the value
   */
  constructor(
    readonly reason: string,
    readonly targets?: readonly Target[],
    readonly parts?: readonly (string | Unknown)[],
    readonly origin?: string,
  ) {}

  /** The narrowest IAM pattern that is known to match the text. */
  get pattern(): string {
    return this.parts?.map((part) => (typeof part === "string" ? part : "*")).join("") ?? "*";
  }
}

/** An attribute of a resource that the file holds. */
export interface Target {
  readonly address: string;
  /** `arn`, `id`, `json`; undefined when a file names the resource only. */
  readonly attribute?: string;
}

/** A value that `jsonencode` makes a string of: kept as a value, since parts of it may be unknown. */
export class EncodedJson {
  constructor(readonly value: unknown) {}
}

/** Does the value hold anything unknown? */
export function holdsUnknown(value: unknown): boolean {
  if (value instanceof Unknown) return true;
  if (value instanceof EncodedJson) return holdsUnknown(value.value);
  if (typeof value !== "object" || value === null) return false;
  return Object.values(value).some(holdsUnknown);
}

/** Of some lines the first, as many as fit, and in words how many are left. */
export interface Fitting {
  readonly lines: readonly string[];
  /** `3 more, which the other formats hold`; undefined: these are all. */
  readonly more?: string;
}

/** @param most characters of all lines together */
export function fitting(lines: readonly string[], most: number): Fitting {
  let length = 0;
  const end = lines.findIndex((line) => (length += line.length + 1) > most);
  if (end < 0) return { lines };
  return { lines: lines.slice(0, end), more: `${lines.length - end} more, which the other formats hold` };
}

/**
 * Three answers to "does it match?": yes, no, and "cannot be judged", which carries its reasons and never turns into a yes.
 */
export interface Undecided {
  readonly reasons: readonly string[];
}

export type Match = boolean | Undecided;

export function undecided(reason: string): Undecided {
  return { reasons: [reason] };
}

export function isUndecided(match: unknown): match is Undecided {
  return typeof match === "object" && match !== null && "reasons" in match;
}

/** "No" wins over "cannot be judged", which wins over "yes"; what follows a "no" is not asked. */
export function every<T>(items: readonly T[], ask: (item: T) => Match): Match {
  let doubts: string[] | undefined;
  for (const item of items) {
    const match = ask(item);
    if (match === false) return false;
    if (match !== true) doubts = [...(doubts ?? []), ...match.reasons];
  }
  return doubts ? { reasons: doubts } : true;
}

/** "Yes" wins over "cannot be judged", which wins over "no"; what follows a "yes" is not asked. */
export function some<T>(items: readonly T[], ask: (item: T) => Match): Match {
  let doubts: string[] | undefined;
  for (const item of items) {
    const match = ask(item);
    if (match === true) return true;
    if (match !== false) doubts = [...(doubts ?? []), ...match.reasons];
  }
  return doubts ? { reasons: doubts } : false;
}

export function not(match: Match): Match {
  return typeof match === "boolean" ? !match : match;
}

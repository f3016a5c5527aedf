import type { AccessChange, Changes } from "../matrix/changes";

/** Changes of one who that differ in nothing but where. */
export interface ChangeRow extends Pick<
  AccessChange,
  "who" | "direction" | "certain" | "what" | "because" | "changed"
> {
  readonly patterns: readonly string[];
  readonly except: readonly string[];
  readonly repositories: readonly string[];
  /** The first witness. */
  readonly witness: string;
  readonly statement?: string;
}

/** The fewest rows that say it all; whoever gains stands first, what is certain before what is not. */
export function changeRows({ access }: Changes): ChangeRow[] {
  const rows = new Map<string, AccessChange[]>();
  for (const change of access) {
    const { who, direction, certain, what, because, changed } = change;
    const key = JSON.stringify([who, direction, certain, what, because, changed]);
    rows.set(key, [...(rows.get(key) ?? []), change]);
  }
  const rank = ({ direction, certain }: ChangeRow) => (direction === "gained" ? 0 : 2) + (certain ? 0 : 1);
  return [...rows.values()].map(rowOf).sort((a, b) => rank(a) - rank(b));
}

function rowOf(changes: readonly AccessChange[]): ChangeRow {
  const { who, direction, certain, what, because, changed, witness, statement } = changes[0]!;
  return {
    who,
    direction,
    certain,
    what,
    because,
    ...(changed && { changed }),
    witness,
    ...(statement !== undefined && { statement }),
    ...placesOf(changes),
    repositories: [...new Set(changes.flatMap(({ repositories }) => repositories))],
  };
}

/** What one pattern leaves out and another has is not left out; `*` alone says what lies within it. Names stand behind patterns, which say more. */
function placesOf(changes: readonly AccessChange[]): Pick<ChangeRow, "patterns" | "except"> {
  const all = [...new Set(changes.map(({ pattern }) => pattern))];
  const isPattern = (one: string) => /[*?]/.test(one);
  const patterns = [...all.filter(isPattern), ...all.filter((one) => !isPattern(one))];
  const except = [...new Set(changes.flatMap((change) => change.except))].filter(
    (pattern) => !patterns.includes(pattern),
  );
  const isWhole = patterns.includes("*") && !except.length;
  return {
    patterns: isWhole ? patterns.filter((one) => one === "*" || one.includes(":")) : patterns,
    except,
  };
}

export function verbOf({ direction, certain }: Pick<ChangeRow, "direction" | "certain">): string {
  if (direction === "gained") return certain ? "gains" : "may gain";
  return certain ? "loses" : "may lose";
}

/** `may now`, `may no longer`; what is not decided: `could now`, `could no longer`. */
export function assumeVerb({ direction, certain }: Changes["assume"][number]): string {
  return `${certain ? "may" : "could"} ${direction === "gained" ? "now" : "no longer"}`;
}

const MOST_NAMED = 4;

/** Names in one line, the rest counted. */
export function listed(names: readonly string[], most = MOST_NAMED): string {
  if (names.length <= most) return names.join(", ");
  return `${names.slice(0, most - 1).join(", ")} and ${names.length - most + 1} more`;
}

/** `team-b/*, except team-b/x`; what has no repository is the registry itself. */
export function whereOf({ patterns, except, witness }: ChangeRow): string {
  if (witness === "*") return "the registry itself";
  const where = listed(patterns);
  return except.length ? `${where}, except ${listed(except)}` : where;
}

/** One sentence: how many gain, how many lose; where nothing of it is certain, that it may be so. */
export function verdictOfChanges(changes: Changes): string {
  const [gained, lost] = [tally(changes, "gained"), tally(changes, "lost")];
  if (!gained.count && !lost.count) return "nobody gains or loses access, for any repository name";
  const is = gained.isDoubtful ? "may be" : "is";
  const isToo = lost.isDoubtful ? "may be " : "";
  return `access ${is} gained by or through ${gained.count}, ${isToo}lost by or through ${lost.count}`;
}

function tally({ access, assume }: Changes, of: ChangeRow["direction"]) {
  const some = [
    ...access.map(({ who, direction, certain }) => ({ who, direction, certain })),
    ...assume.map(({ role, direction, certain }) => ({ who: role, direction, certain })),
  ].filter(({ direction }) => direction === of);
  return {
    count: new Set(some.map(({ who }) => who)).size,
    isDoubtful: some.length > 0 && !some.some(({ certain }) => certain),
  };
}

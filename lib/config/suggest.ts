/** Among more names, a slip is not looked for. */
const MOST_NAMES = 2_000;

/** `: did you mean team-a?`, or nothing. @param rest what stands behind the name */
export function didYouMean(name: string, known: readonly string[], rest = ""): string {
  const suggestion = nearest(name, known);
  return suggestion === undefined ? "" : `: did you mean ${suggestion}${rest}?`;
}

/** The known name that a mistyped one is closest to: at most a third of its letters differ. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const most = Math.max(1, Math.floor(name.length / 3));
  if (name.length > 64 || known.length > MOST_NAMES) return undefined;
  return known
    .map((each) => ({ each, distance: distance(name.toLowerCase(), each.toLowerCase()) }))
    .filter((found) => found.distance <= most)
    .sort((a, b) => a.distance - b.distance)[0]?.each;
}

/** How many letters must be inserted, deleted or replaced to make one text of the other. */
function distance(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const replaced = (previous[column - 1] ?? 0) + Number(from[row - 1] !== to[column - 1]);
      current.push(Math.min(replaced, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[to.length] ?? 0;
}

const MOST_NAMES = 4;

const namespaceOf = (repository: string) => repository.split("/", 1)[0]!;

/**
 * A short name for a set of repositories: their names; whole namespaces as `team-a/* (12)`; and once that is too long,
 * `all others (468)` if they are most of all, else the first of them and how many there are.
 *
 * @param all every repository of the matrix: a namespace is whole when none of its repositories is missing
 */
export function nameRepositories(repositories: readonly string[], all: readonly string[]): string {
  if (repositories.length <= 1) return repositories.join(", ");
  const chosen = new Set(repositories);
  const partial = new Set(all.filter((name) => !chosen.has(name)).map(namespaceOf));
  const counts = new Map<string, number>();
  for (const name of repositories) counts.set(namespaceOf(name), (counts.get(namespaceOf(name)) ?? 0) + 1);
  const isWhole = (name: string) =>
    name.includes("/") && !partial.has(namespaceOf(name)) && counts.get(namespaceOf(name))! > 1;
  const labels = new Set(
    repositories.map((name) =>
      isWhole(name) ? `${namespaceOf(name)}/* (${counts.get(namespaceOf(name))})` : name,
    ),
  );
  if (labels.size <= MOST_NAMES) return [...labels].join(", ");
  if (repositories.length === all.length) return `all (${all.length})`;
  if (repositories.length * 2 > all.length) return `all others (${repositories.length})`;
  return `${[...labels].slice(0, MOST_NAMES - 1).join(", ")} and ${labels.size - MOST_NAMES + 1} more (${repositories.length} repositories)`;
}

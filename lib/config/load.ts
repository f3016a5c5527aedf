import { basename, dirname } from "node:path";
import { partitionOf } from "../aws/partition";
import { expandInclude, listing } from "./includes";
import type { Environment } from "./interpolate";
import { At, type PlacedTeam, items } from "./placed";
import { placeTeam, teamOf } from "./place-team";
import { ConfigError, MOST_PROBLEMS, type Problem, formatProblem } from "./problem";
import type { Registry } from "./registry";
import { advice } from "./advice";
import { problemsBetween } from "./rules";
import { type WrittenRegistry, registrySchema, teamSchema } from "./schema";
import { type SourceFile, readSource } from "./source-file";

/**
 * The registry as `file` and the files that it includes declare it.
 * @param environment where `${NAME}` is looked up
 * @throws ConfigError with every problem of all files
 */
export function loadRegistry(file: string, environment: Environment): Registry {
  const main = readSource(file, file, registrySchema, environment);
  const included = includedFiles(file, main, environment);
  const { account, region, verifier, githubProvider = "existing", defaults = {} } = main.written ?? {};
  const location = { account: account ?? "", region: region ?? "", partition: partitionOf(region ?? "") };
  const mainAt = new At(main.document, []);
  const teams: PlacedTeam[] = [
    ...items(mainAt.child("teams"), main.written?.teams).map((each) =>
      placeTeam(each.at, each.item, defaults, location, main.refused),
    ),
    ...included.files.flatMap(({ document, written, refused }) =>
      written ? [placeTeam(new At(document, []), written, defaults, location, refused)] : [],
    ),
  ];
  const files = [main, ...included.files];
  const loaded = {
    at: mainAt,
    written: main.written ?? {},
    location: { ...location, account, region },
    refused: main.refused,
    teams,
    byNamespace: new Map(teams.map((team) => [team.namespace, team])),
    complete:
      included.problems.length === 0 && files.every((each) => each.written !== undefined && allTeams(each)),
  };
  const problems = [
    ...files.flatMap((each) => each.problems),
    ...included.problems,
    ...problemsBetween(loaded),
  ];
  if (problems.length > 0) throw new ConfigError(lines(problems, files));
  return {
    ...location,
    githubProvider,
    ...(verifier !== undefined && { verifier }),
    teams: teams.map(teamOf),
    warnings: lines(advice(loaded), files),
  };
}

function allTeams({ written }: SourceFile<unknown>): boolean {
  return (written as WrittenRegistry).teams?.every((team) => team !== undefined) ?? true;
}

interface Included {
  readonly files: readonly SourceFile<ReturnType<typeof teamSchema.parse>>[];
  readonly problems: readonly Problem[];
}

function includedFiles(file: string, main: SourceFile<WrittenRegistry>, environment: Environment): Included {
  const problems: Problem[] = [];
  const paths = new Map<string, string>();
  const at = new At(main.document, ["include"]);
  const list = listing();
  for (const { at: place, item } of items(at, main.written?.include)) {
    const expansion = expandInclude(dirname(file), item, list);
    if ("rule" in expansion) problems.push(place.problem(expansion.rule, item));
    else if (expansion.files.some(({ name }) => name === basename(file))) {
      problems.push(place.problem("must name files of teams, and not this one", item));
    } else expansion.files.forEach(({ name, path }) => paths.set(name, path));
  }
  return {
    files: [...paths].map(([name, path]) => readSource(name, path, teamSchema, environment)),
    problems,
  };
}

/** Finished lines in the order of the files and their lines, each once; after a thousand, how many more there are. */
function lines(problems: readonly Problem[], files: readonly SourceFile<unknown>[]): string[] {
  const order = new Map(files.map(({ document }, index) => [document.file, index]));
  const sorted = [...problems].sort(
    (a, b) =>
      (order.get(a.place.file) ?? 0) - (order.get(b.place.file) ?? 0) ||
      a.place.line - b.place.line ||
      a.place.column - b.place.column,
  );
  const first = new Set(sorted.slice(0, MOST_PROBLEMS).map(formatProblem));
  const next = sorted[MOST_PROBLEMS];
  if (next === undefined) return [...first];
  const rule = `has ${sorted.length - MOST_PROBLEMS} more problems, here and further on`;
  return [...first, formatProblem({ place: next.place, path: [], rule })];
}

import { Comparison } from "../../iam/compare/comparison";
import type { Region } from "../../iam/compare/walk";
import type { PolicySet } from "../../iam/types";
import {
  homeOf,
  nameChanges,
  ON_REPOSITORIES,
  scopeOf,
  type NameChange,
  type NameQuestion,
} from "../every-name";
import { nameStatement } from "../judge";

/** A change for each of some repositories: they are its pattern. */
export type NamedChange = NameChange & { readonly repositories: readonly string[] };

/** What `head` gives more or less than `base` on these repositories, those together that no pattern tells apart. */
export function namedChanges(
  base: PolicySet,
  head: PolicySet,
  question: NameQuestion,
  names: readonly string[],
): NamedChange[] {
  const home = homeOf(question);
  if (question.location.region === undefined) {
    return names.flatMap((name) =>
      nameChanges(base, head, { ...question, repository: name }).map((change) => ({
        ...change,
        pattern: name,
        except: [],
        repositories: [name],
      })),
    );
  }
  const comparison = new Comparison(base, head, scopeOf(question, `${home}*`), question.location.account);
  const regions = new Map<string, { readonly region: Region; readonly names: string[] }>();
  for (const name of names) {
    const region = comparison.regionOf(home + name);
    const key = [...region.matching].join();
    const found = regions.get(key) ?? { region, names: [] };
    regions.set(key, found);
    found.names.push(name);
  }
  return [...regions.values()].flatMap((one) => changesOf(comparison, one.region, one.names));
}

function changesOf(comparison: Comparison, region: Region, names: readonly string[]): NamedChange[] {
  const found = new Map<string, NamedChange & { readonly actions: string[] }>();
  for (const group of comparison.alike(ON_REPOSITORIES)) {
    const answers = comparison.ask(group[0]!, region);
    for (const direction of ["gained", "lost"] as const) {
      const { verdict, because, statement } = answers[direction];
      if (verdict === "none") continue;
      const key = JSON.stringify([direction, verdict, because]);
      const change = found.get(key) ?? {
        direction,
        certain: verdict === "some",
        actions: [],
        pattern: names.join(", "),
        except: [],
        witness: region.resource,
        because,
        ...(statement && { statement: nameStatement(statement) }),
        repositories: names,
      };
      found.set(key, change);
      change.actions.push(...group);
    }
  }
  return [...found.values()];
}

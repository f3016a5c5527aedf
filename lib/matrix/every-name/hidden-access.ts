import type { Inventory } from "../../terraform/inventory";
import { homeOf, type NameChange, type NameQuestion, ON_REPOSITORIES } from "../every-name";

/** Of what could not be read: it can only deny, it is taken into account where it counts, or nothing that is asked is about it. */
const HIDES_NOTHING = [
  /: an organization's policy is not judged\b/,
  /: an endpoint's policy is not judged\b/,
  /: policies of users and groups are not judged\b/,
  /: the registry's settings are not judged$/,
  /: only isolation and diff judge the policy\b/,
  /: how many there are is not known$/,
];

/** What could not be read and may let anybody in, who is told of nowhere else: a module, roles that something else makes. */
export function hidesAccess({ unknowns }: Pick<Inventory, "unknowns">): readonly string[] {
  return unknowns.filter((unknown) => !HIDES_NOTHING.some((pattern) => pattern.test(unknown)));
}

export const SOMEBODY = "somebody whom no file names";

/** Whatever is hidden may be anything on every repository: gained and lost. */
export function hiddenNameChanges(
  hiding: readonly string[],
  location: NameQuestion["location"],
): NameChange[] {
  if (!hiding.length) return [];
  const change = {
    certain: false,
    actions: ON_REPOSITORIES,
    pattern: "*",
    except: [],
    witness: `${homeOf({ location })}*`,
    because: [...new Set(hiding)],
  };
  return [
    { ...change, direction: "gained" },
    { ...change, direction: "lost" },
  ];
}

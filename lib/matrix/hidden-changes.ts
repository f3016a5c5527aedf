import type { Registry } from "../config/registry";
import type { Inventory } from "../terraform/inventory";
import type { AccessChange } from "./changes";
import { homeOf, type NameChange, type NameQuestion, ON_REPOSITORIES } from "./every-name";
import { hidesAccess } from "./hidden-access";
import { type Leak, leaksOf } from "./leak";
import { nameActions } from "./name-actions";

type Location = NameQuestion["location"];

const SOMEBODY = "somebody whom no file names";

/** What is hidden in either inventory may differ, however alike it is written: whatever it gives may be gained or lost. */
export function hiddenChanges(base: Inventory, head: Inventory, location: Location): AccessChange[] {
  const repositories = [base, head].flatMap((side) => side.repositories.map(({ name }) => name));
  return given([base, head].flatMap(hidesAccess), location).map((change) => ({
    ...change,
    who: SOMEBODY,
    what: nameActions(change.actions),
    repositories: [...new Set(repositories)],
  }));
}

/** Whatever is hidden may let somebody in. */
export function hiddenLeaks(inventory: Inventory, registry: Registry): Leak[] {
  return leaksOf(given(hidesAccess(inventory), registry), { who: SOMEBODY, isRole: false });
}

function given(hiding: readonly string[], location: Location): NameChange[] {
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

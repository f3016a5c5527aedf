import type { Inventory, InventoryRole } from "../terraform/inventory";
import { accessChanges } from "./changes/access-changes";
import { callerChanges } from "./changes/caller-changes";
import { ComparedRole, NO_ACCOUNT } from "./every-name/compared-role";
import type { NameChange, NameQuestion } from "./every-name";
import { hiddenChanges } from "./changes/hidden-changes";
import { isSameRole, type Pair, pairs } from "./every-name/pairs";
import { type AssumeChange, trustChanges } from "./changes/trust-changes";

/** What changes between two inventories, BASE and HEAD. */
export interface Changes {
  readonly access: readonly AccessChange[];
  readonly assume: readonly AssumeChange[];
  /** What could not be read in either, one line each. */
  readonly unknowns: readonly string[];
}

export interface AccessChange extends NameChange {
  /** A role's name; whom a repository policy lets in. */
  readonly who: string;
  /** The actions in words: `level pull`, `every action`, or their names. */
  readonly what: string;
  /** Existing repositories that it touches. */
  readonly repositories: readonly string[];
  /** What else changed that policies read: `role reader: tag team "a" -> "b"`. */
  readonly changed?: readonly string[];
}

/** Who gains and who loses what, for every repository name, existing or not. */
export function changesBetween(base: Inventory, head: Inventory): Changes {
  const unknowns = [...new Set([...base.unknowns, ...head.unknowns])];
  if (base.fingerprint !== undefined && base.fingerprint === head.fingerprint)
    return { access: [], assume: [], unknowns };
  const location = locationOf(base, head);
  const roles = pairs(base.roles, head.roles);
  const compared = roles.map((pair) => new ComparedRole(pair, location));
  return {
    access: [...accessChanges(base, head, compared, location), ...hiddenChanges(base, head, location)],
    assume: assumeChanges(roles, compared),
    unknowns,
  };
}

/** Who may assume by what trust policies say, then by what becomes of those who assume. */
function assumeChanges(
  roles: readonly Pair<InventoryRole>[],
  compared: readonly ComparedRole[],
): AssumeChange[] {
  const written = roles.filter((pair) => !isSameRole(pair)).flatMap(trustChanges);
  const keyOf = ({ role, direction, principal }: AssumeChange) =>
    JSON.stringify([role, direction, principal]);
  const said = new Set(written.filter(({ certain }) => certain).map(keyOf));
  return [...written, ...callerChanges(compared).filter((change) => !said.has(keyOf(change)))];
}

function locationOf(base: Inventory, head: Inventory): NameQuestion["location"] {
  const partition =
    head.roles[0]?.partition ?? head.repositories[0]?.partition ?? base.roles[0]?.partition ?? "aws";
  return {
    partition,
    region: head.region ?? base.region,
    account: head.account ?? base.account ?? NO_ACCOUNT,
  };
}

import type { InventoryRole } from "../terraform/inventory";
import type { AccessChange } from "./changes";
import { nameChanges, sessionOf, type NameQuestion } from "./every-name";
import { nameActions } from "./name-actions";
import type { Pair } from "./pairs";
import { policySetOf } from "./policy-set";
import { touched } from "./touched";

/** What the role's own policies give more or less. */
export function roleChanges(
  pair: Pair<InventoryRole>,
  location: NameQuestion["location"],
  names: readonly string[],
): AccessChange[] {
  const changes = nameChanges(
    policySetOf(pair.base, [], "base"),
    policySetOf(pair.head, [], "head"),
    questionOf(pair, location),
  );
  return changes.map((change) => ({
    ...change,
    who: pair.name,
    what: nameActions(change.actions),
    repositories: touched(change, names),
  }));
}

/** What is asked about the role: its own ARN is known where both files tell the same one. */
export function questionOf(
  { name, base, head }: Pair<InventoryRole>,
  location: NameQuestion["location"],
): NameQuestion {
  const { arn, account = location.account } = (head ?? base)!;
  const isOne = arn !== undefined && (base === undefined || base.arn === arn);
  return {
    principal: sessionOf(name, account, location.partition),
    location,
    ...(isOne && { context: { "aws:PrincipalArn": arn } }),
  };
}

import type { AttachedPolicy } from "../../terraform/inventory";
import { membersOf, NOT_IN_FILE, withExempted } from "../every-name/account-members";
import { askGroup, withChanged } from "./ask-group";
import type { AccessChange } from "../changes";
import { knownPair } from "../every-name/known-pair";
import { mayDeny } from "../every-name/may-deny";
import { type OtherPrincipal, otherPrincipals, WHOSE_ID } from "../every-name/other-principals";
import { ANYBODY, outsidersOf, withoutMadeUp } from "../every-name/outsiders";
import { policySetOf } from "../every-name/policy-set";
import { PRINCIPAL_ARN } from "../every-name/reads";
import { type RepositoryGroup, seesTags } from "./repository-groups";

/** What changes for those who are in no file: of other accounts, and of this one. */
export function outsideChangesOn(group: RepositoryGroup, arns: ReadonlySet<string>): AccessChange[] {
  const { before, after, location, reads } = group;
  if (!group.hasOtherPolicies && !seesTags(group, reads)) return [];
  const policies = [...before, ...after];
  const isOutside = ({ name }: { readonly name: string }) => !arns.has(name);
  const { sides, open } = knownPair(reads.keys, (key) => group.tags.get(key), group.tagsDiffer);
  const askFor = ({ name, principal, identity, untold, replacedIn }: OtherPrincipal) => {
    const on = (side: readonly AttachedPolicy[]) => (replacedIn ? replacedIn(side) : side);
    return askGroup(group, name, {
      base: { ...policySetOf(undefined, on(before), "base", open.base), identity },
      head: { ...policySetOf(undefined, on(after), "head", open.head), identity },
      question: {
        principal,
        location,
        sides,
        ...(isRoleArn(name) && { context: { [PRINCIPAL_ARN]: name } }),
        ...(untold && { untold }),
      },
    }).map((change) => withoutMadeUp(withChanged(change, group)));
  };
  const outsiders = outsidersOf(withExempted(policies), location.account, location.partition).filter(
    isOutside,
  );
  const members = policies.some(mayDeny) ? membersOf(policies, location).filter(isOutside) : [];
  const changes = [
    ...outsiders.flatMap(askFor),
    ...otherPrincipals(policies, location).flatMap((other) =>
      other.replacedIn ? askFor(other).map(doubted(WHOSE_ID)) : askFor(other),
    ),
  ];
  const freed = members.flatMap(askFor).map(doubted(NOT_IN_FILE));
  return [...changes, ...freed.filter((change) => !changes.some((other) => saysOfAll(other, change)))];
}

const isRoleArn = (name: string) => /^arn:[^:]*:iam::\d{12}:role\/[^*?]+$/.test(name);

/** Of every role of the account as much is said already. */
function saysOfAll(other: AccessChange, change: AccessChange): boolean {
  return (
    other.who === ANYBODY.inside &&
    other.direction === change.direction &&
    other.pattern === change.pattern &&
    change.actions.every((action) => other.actions.includes(action))
  );
}

/** A witness is one for certain only; so is its statement. */
function doubted(reason: string) {
  return ({ statement: _, ...change }: AccessChange): AccessChange => ({
    ...change,
    certain: false,
    because: [reason, ...change.because],
  });
}

import type { PolicySet } from "../../iam/types";
import type { AttachedPolicy } from "../../terraform/inventory";
import type { ComparedRole } from "../every-name/compared-role";
import { type NameQuestion, sessionOf } from "../every-name";
import { type KeyPair, knownPair } from "../every-name/known-pair";
import { policySetOf } from "../every-name/policy-set";
import { PRINCIPAL_ARN, type Reads } from "../every-name/reads";
import type { RepositoryGroup } from "./repository-groups";

/** What is to be compared for a caller: its policies on both sides, and what is known of its requests there. */
export interface SideBySide {
  readonly base: PolicySet;
  readonly head: PolicySet;
  readonly question: NameQuestion;
}

/** Who is not there may nothing. */
const NOTHING: PolicySet = { identity: [] };
/** Names without policies of their own and with whatever tags. */
const NO_POLICIES = { before: [], after: [], tags: new Map<string, KeyPair>(), tagsDiffer: false };

/** A role's own policies, and those on the side of some repositories, before and after. */
export function roleSideBySide(
  role: ComparedRole,
  location: NameQuestion["location"],
  on: Pick<RepositoryGroup, "before" | "after" | "tags" | "tagsDiffer" | "reads"> | undefined,
): SideBySide {
  const { before, after, tags, tagsDiffer } = on ?? NO_POLICIES;
  const { sides, open } = knownPair(
    new Set([PRINCIPAL_ARN, ...role.reads.keys, ...(on?.reads.keys ?? [])]),
    (key) => role.keyOf(key) ?? tags.get(key),
    role.differs || tagsDiffer,
  );
  const set = (which: "base" | "head", policies: readonly AttachedPolicy[]) =>
    role[which] ? policySetOf(role[which], policies, which, open[which]) : NOTHING;
  const { partition } = (role.head ?? role.base)!;
  return {
    base: set("base", before),
    head: set("head", after),
    question: { principal: sessionOf(role.name, role.account, partition), location, sides },
  };
}

/** What of the role and of the repositories changes and these policies read, in words. */
export function changedThings(
  role: ComparedRole | undefined,
  repositories: Pick<RepositoryGroup, "tags"> & { readonly names: readonly string[] },
  reads: readonly Reads[],
): readonly string[] {
  const keys = [...new Set(reads.flatMap((one) => [...one.keys]))];
  const changes = (keyOf: (key: string) => KeyPair | undefined) =>
    keys.flatMap((key) => keyOf(key)?.change ?? []);
  const { tags, names } = repositories;
  const several = names.length > 1 ? `${names.length} repositories` : `repository ${names[0]}`;
  return [
    ...(role ? changes((key) => role.keyOf(key)).map((change) => `role ${role.name}: ${change}`) : []),
    ...changes((key) => tags.get(key)).map((change) => `${several}: ${change}`),
  ];
}

import type { Registry } from "../../config/registry";
import type { PolicyDocument } from "../../iam/types";
import type { AttachedPolicy, Inventory } from "../../terraform/inventory";
import { sharedBy } from "./declared-access";
import type { Leak } from "./leak";
import { leaksThrough, type PolicyQuestion } from "./leaks-through";
import { namedChanges } from "../every-name/named-changes";
import type { PolicyCallers } from "./policy-callers";
import { policySetOf } from "../every-name/policy-set";
import { mayDeny } from "../every-name/may-deny";
import { reaching } from "../registry-policies";

/** Whom repositories' own policies let in beyond the shares, and beyond what registry policies let in anyway. */
export function policyLeaks(inventory: Inventory, registry: Registry, callers: PolicyCallers): Leak[] {
  return alike(inventory, registry).flatMap(({ named, ...question }) =>
    leaksThrough(question, callers, (base, head, asked) =>
      namedChanges(base, head, asked, [...named.keys()]),
    ).map((leak) => withOwnPolicy(leak, question.policies[0]!.name, named)),
  );
}

interface Alike extends PolicyQuestion {
  /** The repositories, and their policies' names. */
  readonly named: Map<string, string>;
}

/** Policies that read alike are asked once. */
function alike({ repositories, registryPolicies }: Inventory, registry: Registry): readonly Alike[] {
  const found = new Map<string, Alike>();
  for (const { name, policy, account = registry.account, region = registry.region } of repositories) {
    if (!policy) continue;
    const location = { partition: registry.partition, account, region };
    const declared = sharedBy(name, registry);
    const key = JSON.stringify([{ ...policy, name: undefined }, declared, account, region]);
    const question =
      found.get(key) ?? questionOf(policy, reaching(registryPolicies, location), declared, location);
    found.set(key, question);
    question.named.set(name, policy.name);
  }
  return [...found.values()];
}

function questionOf(
  policy: AttachedPolicy,
  reached: readonly AttachedPolicy[],
  declared: PolicyDocument,
  location: PolicyQuestion["location"],
): Alike {
  return {
    policies: [policy, ...reached],
    // A Deny here takes away what the registry's policy says for every other name: then both are asked together.
    expected: mayDeny(policy) ? declared : joinedPolicies(declared, reached),
    location,
    named: new Map(),
  };
}

/** The statement is that of the policy of the leak's own repository; how many others read the same is said. */
function withOwnPolicy(leak: Leak, asked: string, named: ReadonlyMap<string, string>): Leak {
  if (leak.statement === undefined) return leak;
  const policies = new Set(leak.pattern.split(", ").map((name) => named.get(name)));
  const own = leak.statement.replaceAll(asked, [...policies][0]!);
  const others = policies.size - 1;
  if (!others) return { ...leak, statement: own };
  const same = others === 1 ? "1 policy that reads the same" : `${others} policies that read the same`;
  return { ...leak, statement: `${own}, and ${same}` };
}

/** What is declared and what these policies say, as one policy. */
export function joinedPolicies(declared: PolicyDocument, reached: readonly AttachedPolicy[]): PolicyDocument {
  return policySetOf(undefined, [{ name: "declared", document: declared }, ...reached], "head").resource!;
}

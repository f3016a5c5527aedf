import type { Registry } from "../config/registry";
import type { PolicyDocument, PolicySet } from "../iam/types";
import type { AttachedPolicy, Inventory } from "../terraform/inventory";
import { sharedBy } from "./declared-access";
import { type NameChange, type NameQuestion, nameChanges } from "./every-name";
import { byStatement, leaksOf, type Leak } from "./leak";
import { namedChanges } from "./named-changes";
import { allowsAlone, statementsOf } from "./placed-statements";
import type { PolicyCallers } from "./policy-callers";
import { ANYBODY } from "./outsiders";
import { policySetOf } from "./policy-set";
import { mayDeny } from "./may-deny";
import { reaching } from "./registry-policies";

/** Policies on repositories, and what is declared or said of them already. */
export interface PolicyQuestion {
  readonly policies: readonly AttachedPolicy[];
  readonly expected: PolicyDocument;
  readonly location: NameQuestion["location"];
}

/** Whom repositories' own policies let in beyond the shares, and beyond what registry policies let in anyway. */
export function policyLeaks(inventory: Inventory, registry: Registry, callers: PolicyCallers): Leak[] {
  return alike(inventory, registry).flatMap(({ names, ...question }) =>
    leaksThrough(question, callers, (base, head, asked) => namedChanges(base, head, asked, names)),
  );
}

/** Policies that read alike are asked once. */
function alike(
  { repositories, registryPolicies }: Inventory,
  registry: Registry,
): readonly (PolicyQuestion & { readonly names: readonly string[] })[] {
  const found = new Map<string, PolicyQuestion & { readonly names: string[] }>();
  for (const { name, policy, account = registry.account, region = registry.region } of repositories) {
    if (!policy) continue;
    const location = { ...registry, account, region };
    const reached = reaching(registryPolicies, location);
    const declared = sharedBy(name, registry);
    const key = JSON.stringify([policy, declared, account, region]);
    const question = found.get(key) ?? {
      policies: [policy, ...reached],
      // A Deny here takes away what the registry's policy says for every other name: then both are asked together.
      expected: mayDeny(policy) ? declared : joinedPolicies(declared, reached),
      location,
      names: [],
    };
    found.set(key, question);
    question.names.push(name);
  }
  return [...found.values()];
}

/** What is declared and what these policies say, as one policy. */
export function joinedPolicies(declared: PolicyDocument, reached: readonly AttachedPolicy[]): PolicyDocument {
  return policySetOf(undefined, [{ name: "declared", document: declared }, ...reached], "head").resource!;
}

/** What everybody whom the policies may let in gains by them, and by which statement. */
export function leaksThrough(
  { policies, expected, location }: PolicyQuestion,
  callers: PolicyCallers,
  ask: (base: PolicySet, head: PolicySet, question: NameQuestion) => readonly NameChange[],
): Leak[] {
  const { resource } = policySetOf(undefined, policies, "head");
  const allows = allowsAlone(statementsOf(policies, "resource"));
  const leaks = callers.of(policies, location).flatMap(({ of, principal, without, own }) => {
    const on = (set: PolicySet, document: PolicyDocument): PolicySet => ({
      ...set,
      resource: document,
      resourceType: "ecr-repository",
    });
    const base = on(without, expected);
    const gained = leaksOf(ask(base, on(own, resource!), { principal, location }), of);
    const stranger = principal.accountId === location.account ? ANYBODY.inside : ANYBODY.outside;
    const found = gained.flatMap((leak) =>
      byStatement(leak, allows, (document, { name, region }) =>
        nameChanges(base, on(own, document), {
          principal,
          location: { ...location, region },
          repository: name,
        }),
      ),
    );
    return found.map((leak) => ({ leak, stranger }));
  });
  const said = new Set(leaks.map(({ leak }) => tell(leak, leak.who)));
  return leaks
    .filter(({ leak, stranger }) => leak.who === stranger || !said.has(tell(leak, stranger)))
    .map(({ leak }) => leak);
}

/** What a leak says of whoever it may be: what holds of anybody is not said of those besides whom the policies name. */
function tell({ certain, actions, pattern, except, because, statement }: Leak, who: string): string {
  return JSON.stringify([who, certain, actions, pattern, except, because, statement]);
}

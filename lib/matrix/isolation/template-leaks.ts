import type { Registry } from "../../config/registry";
import type { CreationTemplate, Inventory } from "../../terraform/inventory";
import { sharedAnywhere } from "./declared-access";
import { homeOf, nameChanges } from "../every-name";
import type { Leak } from "./leak";
import type { PolicyCallers } from "./policy-callers";
import { joinedPolicies } from "./policy-leaks";
import { leaksThrough, type PolicyQuestion } from "./leaks-through";
import { leavingOut } from "./registry-leaks";
import { reaching } from "../registry-policies";
import { withWholePatterns } from "../every-name/whole-patterns";

const WHEN = "Amazon ECR itself creates the repository";

/**
 * Whom the policies let in that repositories get which Amazon ECR itself creates: for names that nobody has created yet,
 * beyond the shares and beyond what registry policies let in anyway.
 */
export function templateLeaks(inventory: Inventory, registry: Registry, callers: PolicyCallers): Leak[] {
  const { creationTemplates = [], registryPolicies } = inventory;
  const declared = sharedAnywhere(registry);
  return creationTemplates.flatMap((template) => {
    const { policy, account = registry.account, region = registry.region } = template;
    if (!policy) return [];
    const location = { partition: registry.partition, account, region };
    const reached = reaching(registryPolicies, location);
    const question = {
      policies: [policy, ...reached],
      expected: joinedPolicies(declared, reached),
      location,
    };
    const home = homeOf({ location });
    const others = othersIn(template, inventory, registry, location).map((name) => home + name);
    const found = leaksThrough(question, callers, (base, head, asked) =>
      nameChanges(leavingOut(base, others), leavingOut(head, others), {
        ...asked,
        repository: patternOf(template),
      }),
    );
    const leaks = found.map((leak) => ({ ...leak, because: [WHEN, ...leak.because] }));
    return region === registry.region ? leaks : leaks.map((leak) => withWholePatterns(leak, home));
  });
}

function patternOf({ prefix }: CreationTemplate): string {
  return prefix === undefined ? "*" : `${prefix.replace(/\/$/, "")}/*`;
}

/** Names to which the template does not come: repositories that exist, and those of a template with a longer prefix. */
function othersIn(
  template: CreationTemplate,
  { repositories, creationTemplates = [] }: Inventory,
  registry: Registry,
  location: PolicyQuestion["location"],
): string[] {
  const [start] = patternOf(template).split("*");
  const isHere = ({ account = registry.account, region = registry.region }: CreationTemplate) =>
    account === location.account && region === location.region;
  const nested = creationTemplates.filter(
    (one) => one !== template && one.prefix !== undefined && isHere(one),
  );
  return [...nested.map(patternOf), ...repositories.filter(isHere).map(({ name }) => name)].filter(
    (name) => name.startsWith(start!) && name !== patternOf(template),
  );
}

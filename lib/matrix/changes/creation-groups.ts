import type { AttachedPolicy, CreationTemplate, Inventory } from "../../terraform/inventory";
import type { NameQuestion } from "../every-name";
import { reaching, registryPoliciesOf } from "../registry-policies";
import { groupOf, type RepositoryGroup } from "./repository-groups";

type Location = NameQuestion["location"];

/**
 * Names that nobody has created, together where the same template is for them: repositories that Amazon ECR itself creates
 * there get its policy.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-creation-templates.html
 */
export function creationGroups(
  base: Inventory,
  head: Inventory,
  location: Location,
): readonly RepositoryGroup[] {
  const sides = [base, head].map(({ creationTemplates = [] }) =>
    creationTemplates.map((template) => ({ ...template, ...placeOf(template, location) })),
  );
  const all = sides.flat();
  const places = new Map(
    all.map(({ account, region }) => [`${account} ${region}`, { ...location, account, region }]),
  );
  return [...places.values()].flatMap((place) => {
    const [before, after] = sides.map((templates) => templates.filter((one) => isAt(one, place)));
    const [was, is] = [base, head].map((side) => reaching(registryPoliciesOf(side), place));
    const prefixes = [
      ...new Set([...before!, ...after!].map(({ prefix = "" }) => prefix.replace(/\/$/, ""))),
    ];
    return prefixes.flatMap((prefix) => {
      const own = [policyFor(prefix, before!), policyFor(prefix, after!)] as const;
      if (!own.flat().length) return [];
      const nested = prefixes.filter((one) => one !== prefix && isWithin(one, prefix));
      const created = { pattern: patternOf(prefix), except: nested.map(patternOf) };
      const group = groupOf(
        [
          [...own[0], ...was!],
          [...own[1], ...is!],
        ],
        place,
      );
      return [{ ...group, tags: new Map(), tagsDiffer: false, created }];
    });
  });
}

function placeOf({ account, region }: CreationTemplate, location: Location) {
  return { account: account ?? location.account, region: region ?? location.region };
}

function isAt(one: ReturnType<typeof placeOf>, { account, region }: Location): boolean {
  return one.account === account && one.region === region;
}

const patternOf = (prefix: string) => (prefix === "" ? "*" : `${prefix}/*`);
const isWithin = (name: string, prefix: string) =>
  prefix === "" || name === prefix || name.startsWith(`${prefix}/`);

/** Of the template with the longest prefix. */
function policyFor(name: string, templates: readonly CreationTemplate[]): readonly AttachedPolicy[] {
  const length = ({ prefix = "" }: CreationTemplate) => prefix.length;
  const found = templates
    .filter(({ prefix = "" }) => isWithin(name, prefix.replace(/\/$/, "")))
    .sort((a, b) => length(b) - length(a));
  return found[0]?.policy ? [found[0].policy] : [];
}

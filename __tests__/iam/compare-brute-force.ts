import { isRepositoryName } from "../../lib/aws/repository-name";
import { ecrAction } from "../../lib/aws/ecr-actions";
import type { AccessScope } from "../../lib/iam/compare";
import { decide } from "../../lib/iam/decide";
import { readPolicies } from "../../lib/iam/read-policies";
import type { AuthorizationRequest, PolicySet } from "../../lib/iam/types";
import { KEYS, repository } from "./compare-random";

/** Every name of up to three characters of a small alphabet. */
export const SHORT_NAMES: readonly string[] = words("ab/-", 3).filter(isRepositoryName);

function words(alphabet: string, longest: number): string[] {
  if (longest === 0) return [""];
  const shorter = words(alphabet, longest - 1);
  return [...shorter, ...shorter.flatMap((word) => [...alphabet].map((character) => word + character))];
}

type MoreValues = Readonly<Record<string, readonly string[]>>;

/** Every context of the keys that the policies mention. */
function contextsOf(policies: readonly PolicySet[], { principal, sides }: AccessScope, more: MoreValues) {
  const text = JSON.stringify(policies).toLowerCase().replaceAll("ecr:resourcetag", "aws:resourcetag");
  const isUser = principal.arn.includes(":user/");
  let contexts: Record<string, string>[] = [
    {
      "aws:PrincipalAccount": principal.accountId,
      "aws:ResourceAccount": principal.accountId,
      "aws:RequestedRegion": "us-west-2",
      ...(isUser && { "aws:username": "u", "aws:PrincipalArn": principal.arn }),
    },
  ];
  for (const [key, values] of Object.entries(KEYS)) {
    if (!text.includes(key.toLowerCase()) || (isUser && key === "aws:PrincipalArn")) continue;
    if (sides && Object.hasOwn(sides.base, key)) continue;
    contexts = contexts.flatMap((context) => [
      context,
      ...[...new Set([...values, ...(more[key] ?? [])])].map((value) => ({
        ...context,
        [key]: value,
        ...(key === "aws:ResourceTag/t" && { "ecr:ResourceTag/t": value }),
      })),
    ]);
  }
  return contexts;
}

/** The known keys of one side as a request carries them. */
function carried(known: NonNullable<AccessScope["sides"]>["base"] = {}): Record<string, string | string[]> {
  const present = Object.entries(known).filter(([, values]) => values.length);
  return Object.fromEntries(
    present.flatMap(([key, values]) =>
      [key, key.replace("aws:ResourceTag", "ecr:ResourceTag")].map((one) => [one, values]),
    ),
  );
}

export interface BruteChange {
  readonly found: boolean;
  /** The same, where what cannot be judged is no denial. */
  readonly certain: boolean;
}

/** Asks the evaluator request by request. */
export function bruteForce(
  base: PolicySet,
  head: PolicySet,
  scope: AccessScope,
  resources?: readonly string[],
  more: MoreValues = {},
) {
  const [before, after] = [readPolicies(base), readPolicies(head)];
  const contexts = contextsOf([base, head], scope, more);
  const known = { base: carried(scope.sides?.base), head: carried(scope.sides?.head) };
  const found = { gained: false, lost: false };
  const certain = { gained: false, lost: false };
  for (const action of scope.actions) {
    for (const resource of resources ?? resourcesOf(action, scope)) {
      for (const context of contexts) {
        const request = (known: object): AuthorizationRequest => ({
          ...scope,
          action,
          resource,
          context: { ...context, ...known },
        });
        const [was, is] = [decide(request(known.base), before), decide(request(known.head), after)];
        if ((was.result === "Allowed") === (is.result === "Allowed")) continue;
        const direction = is.result === "Allowed" ? "gained" : "lost";
        found[direction] = true;
        if (!(direction === "gained" ? was : is).unsupported) certain[direction] = true;
      }
    }
  }
  return { found, certain };
}

function resourcesOf(action: string, { resources }: AccessScope): string[] {
  if (ecrAction(action)?.repository === false) return ["*"];
  const prefix = resources.slice(0, -1);
  return SHORT_NAMES.map(repository).filter((arn) => arn.startsWith(prefix));
}

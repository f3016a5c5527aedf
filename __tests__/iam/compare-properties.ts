import { compareAccess, type AccessScope } from "../../lib/iam/compare";
import type { PolicySet } from "../../lib/iam/types";
import { bruteForce } from "./compare-brute-force";
import { KEYS, RandomPolicies } from "./compare-random";
import { Random } from "./differential-random";

export interface Pair {
  readonly base: PolicySet;
  readonly head: PolicySet;
  readonly scope: AccessScope;
  readonly exact: boolean;
}

/** Seeded pairs, every second one of what can be told exactly only. */
export function* randomPairs(seed: number, count: number): Generator<Pair> {
  const random = new Random(seed);
  for (let number = 0; number < count; number++) {
    const exact = number % 2 === 0;
    const policies = new RandomPolicies(random, { exact });
    const base = policies.set();
    yield { base, head: policies.near(base), scope: policies.scope(), exact };
  }
}

/** The same policies, or others, with tags and an ARN that are known on both sides and may differ. */
export function* sidedPairs(seed: number, count: number): Generator<Pair> {
  const random = new Random(seed);
  for (const pair of randomPairs(seed, count)) {
    const known = () => {
      const keys = Object.keys(KEYS).filter((key) => /Tag|Arn/.test(key));
      return Object.fromEntries(
        keys.map((key) => [key, random.chance(0.2) ? [] : [random.pick(KEYS[key]!)]]),
      );
    };
    const scope = { ...pair.scope, sides: { base: known(), head: known() } };
    if (!scope.principal.arn.includes(":assumed-role/")) continue;
    yield { ...pair, scope, ...(random.chance(0.8) && { head: pair.base }) };
  }
}

/** What is wrong with the comparison of the pair, judged by asking request by request; nothing: it is right. */
export function problemsOf({ base, head, scope, exact }: Pair): string[] {
  const changes = compareAccess(base, head, scope);
  const brute = bruteForce(base, head, scope);
  const { sides } = scope;
  const back = sides ? { ...scope, sides: { base: sides.head, head: sides.base } } : scope;
  const swapped = compareAccess(head, base, back);
  const problems: string[] = [];
  for (const direction of ["gained", "lost"] as const) {
    const { verdict, witness } = changes[direction];
    const other = swapped[direction === "gained" ? "lost" : "gained"];
    if (other.verdict !== verdict || other.witness?.resource !== witness?.resource)
      problems.push(`${direction}: swapping the sides does not swap the answers`);
    if (verdict === "none" && brute.certain[direction])
      problems.push(`${direction}: none, but one was found`);
    if (verdict === "none" && exact && brute.found[direction])
      problems.push(`${direction}: none, but one was found with something unjudged`);
    if (verdict === "possible" && exact) problems.push(`${direction}: possible, of exact tests alone`);
    if (verdict !== "some") continue;
    // A variable stands for a part of the witness's name, or, in the older version, for itself.
    const more = {
      "aws:PrincipalTag/t": [witness!.resource.split("/")[1] ?? "a"],
      "aws:ResourceTag/t": ["${aws:PrincipalTag/t}", "${aws:PrincipalTag/t, 'a'}"],
    };
    const only = { ...scope, actions: [witness!.action] };
    if (!bruteForce(base, head, only, [witness!.resource], more).found[direction])
      problems.push(`${direction}: the witness ${witness!.resource} is not confirmed`);
  }
  return problems;
}

/** Adding an Allow to the identity's policies never loses, adding a Deny never gains. */
export function growthProblems(seed: number, count: number): string[] {
  const random = new Random(seed);
  const problems: string[] = [];
  for (let number = 0; number < count; number++) {
    const policies = new RandomPolicies(random, { exact: number % 2 === 0 });
    const base = policies.set();
    const scope = policies.scope();
    const added = (effect: "Allow" | "Deny"): PolicySet => ({
      ...base,
      identity: [
        ...base.identity,
        { name: "added", document: { Version: "2012-10-17", Statement: policies.statement(false, effect) } },
      ],
    });
    if (compareAccess(base, base, scope).gained.verdict !== "none")
      problems.push(`${number}: differs from itself`);
    if (compareAccess(base, structuredClone(base), scope).lost.verdict !== "none")
      problems.push(`${number}: differs from its copy`);
    if (compareAccess(base, added("Allow"), scope).lost.verdict !== "none")
      problems.push(`${number}: an Allow loses`);
    if (compareAccess(base, added("Deny"), scope).gained.verdict !== "none")
      problems.push(`${number}: a Deny gains`);
  }
  return problems;
}

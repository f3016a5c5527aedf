/** Random repository policies on both sides: whoever the evaluator lets in or frees, and no file holds, is in the diff. */
import { evaluate } from "../../lib/iam/evaluate";
import type { PolicySet } from "../../lib/iam/types";
import { changesBetween } from "../../lib/matrix/changes";
import { Random } from "../iam/differential-random";
import { ACCOUNT, inventoryOf, repositoryArn, roleArn } from "./small-stack";

const ROUNDS = 120;
const OTHER = "210987654321";
const ACTIONS = ["ecr:PutImage", "ecr:ListImages"];
const BOB = `arn:aws:iam::${ACCOUNT}:user/bob`;

interface Caller {
  readonly principal: { readonly arn: string; readonly accountId: string };
  readonly context: Readonly<Record<string, string>>;
  /** The rows that speak of it. */
  readonly rows: readonly string[];
}

const session = (name: string, account: string, arn: string, rows: readonly string[]): Caller => ({
  principal: { arn: `arn:aws:sts::${account}:assumed-role/${name}/s`, accountId: account },
  context: { "aws:PrincipalArn": arn, "aws:PrincipalAccount": account },
  rows: [arn, ...rows],
});
const HERE = ["any role of this account", "any role of this account in no file"];
const THERE = [`account ${OTHER}`, "any account"];
const otherArn = (name: string) => `arn:aws:iam::${OTHER}:role/${name}`;

const CALLERS: readonly Caller[] = [
  session("x", ACCOUNT, roleArn("x"), HERE),
  session("y", ACCOUNT, roleArn("y", "/ci/"), HERE),
  session("x", OTHER, otherArn("x"), THERE),
  session("z", OTHER, otherArn("z"), THERE),
  {
    principal: { arn: BOB, accountId: ACCOUNT },
    context: { "aws:PrincipalArn": BOB, "aws:PrincipalAccount": ACCOUNT, "aws:username": "bob" },
    rows: [BOB, "any user of this account", "any user of this account in no file", ...HERE],
  },
];

const PRINCIPALS = [
  "*",
  { AWS: ACCOUNT },
  { AWS: OTHER },
  { AWS: roleArn("x") },
  { AWS: [roleArn("y", "/ci/"), otherArn("x")] },
  { AWS: BOB },
];
const EXCEPTED = [
  { AWS: [ACCOUNT, roleArn("x"), `arn:aws:sts::${ACCOUNT}:assumed-role/x/s`] },
  { AWS: [OTHER, otherArn("x"), `arn:aws:sts::${OTHER}:assumed-role/x/s`] },
];
const CONDITIONS: readonly (object | undefined)[] = [
  undefined,
  undefined,
  { StringEquals: { "aws:PrincipalTag/team": "a" } },
  { StringNotEquals: { "aws:PrincipalTag/team": ["a", "b"] } },
  { ArnLike: { "aws:PrincipalArn": roleArn("*", "/ci/") } },
  { ArnNotEquals: { "aws:PrincipalArn": [roleArn("x"), otherArn("x")] } },
  { StringLike: { "aws:username": "b*" } },
  { StringEquals: { "aws:ResourceTag/team": "a" } },
];

function randomPolicy(random: Random): object[] {
  return random.times(0, 3, () => {
    const isDeny = random.chance(0.5);
    const condition = random.pick(CONDITIONS);
    return {
      Effect: isDeny ? "Deny" : "Allow",
      ...(isDeny && random.chance(0.15)
        ? { NotPrincipal: random.pick(EXCEPTED) }
        : { Principal: random.pick(PRINCIPALS) }),
      Action: random.pick([...ACTIONS, "ecr:*"]),
      ...(condition && { Condition: condition }),
    };
  });
}

const named = (statements: readonly object[]) => ({ Version: "2012-10-17", Statement: statements });
const EVERYTHING = [{ name: "p", document: named([{ Effect: "Allow", Action: "*", Resource: "*" }]) }];

test("diff names whoever the evaluator lets in or frees", () => {
  const random = new Random(11);
  const wrong: string[] = [];
  let found = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const [before, after] = [randomPolicy(random), randomPolicy(random)];
    const [wasTagged, isTagged] = random.chance(0.7)
      ? ["a", "a"]
      : [random.pick(["a", "b"]), random.pick(["a", "b"])];
    const stack = (policy: readonly object[], team: string) =>
      inventoryOf({ repositories: { "a/x": { ...(policy.length && { policy }), tags: { team } } } });
    const { access } = changesBetween(stack(before, wasTagged), stack(after, isTagged));
    for (const { principal, context, rows } of CALLERS)
      for (const identity of [EVERYTHING, []])
        for (const team of [undefined, "a", "c"])
          for (const action of ACTIONS) {
            const isAllowed = (policy: readonly object[], tag: string) => {
              const set: PolicySet = {
                identity,
                ...(policy.length && { resource: named(policy), resourceType: "ecr-repository" as const }),
              };
              const { result, unsupported } = evaluate(
                {
                  principal,
                  action,
                  resource: repositoryArn("a/x"),
                  resourceAccountId: ACCOUNT,
                  context: {
                    ...context,
                    ...(team && { "aws:PrincipalTag/team": team }),
                    "aws:ResourceTag/team": tag,
                    "aws:ResourceAccount": ACCOUNT,
                  },
                },
                set,
              );
              return unsupported ? undefined : result === "Allowed";
            };
            const [was, is] = [isAllowed(before, wasTagged), isAllowed(after, isTagged)];
            if (was === undefined || is === undefined || was === is) continue;
            found++;
            const direction = is ? "gained" : "lost";
            const isSaid = access.some(
              (one) => one.direction === direction && rows.includes(one.who) && one.actions.includes(action),
            );
            if (!isSaid)
              wrong.push(
                `${principal.arn} ${action} ${direction} ${JSON.stringify([identity.length, team, before, after])}`,
              );
          }
  }

  expect(wrong.slice(0, 3)).toEqual([]);
  expect(found).toBeGreaterThan(500);
});

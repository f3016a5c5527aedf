/** Random trust policies, tags and paths on both sides: who may assume whom, beside asking the evaluator. */
import { evaluate } from "../../lib/iam/evaluate";
import { changesBetween } from "../../lib/matrix/changes";
import { sessionOf } from "../../lib/matrix/every-name";
import { Random } from "../iam/differential-random";
import { ACCOUNT, inventoryOf, roleArn, type SmallRole } from "./small-stack";

const ROUNDS = 300;
const NAMES = ["r0", "r1"];
type Roles = Readonly<Record<string, SmallRole & { readonly trust: readonly object[] }>>;

const PRINCIPALS = [
  { AWS: ACCOUNT },
  "*",
  ...NAMES.flatMap((name) => [{ AWS: roleArn(name) }, { AWS: roleArn(name, "/ci/") }]),
];
const CONDITIONS: readonly (object | undefined)[] = [
  undefined,
  { StringEquals: { "aws:PrincipalTag/team": "a" } },
  { StringNotEquals: { "aws:principaltag/Team": "${aws:PrincipalTag/env, 'b'}" } },
  { StringEquals: { "aws:ResourceTag/team": "${aws:PrincipalTag/team}" } },
  { ArnLike: { "aws:PrincipalArn": roleArn("*", "/ci/") } },
];

const randomTags = (random: Random) => ({
  ...(random.chance(0.7) && { team: random.pick(["a", "b"]) }),
  ...(random.chance(0.3) && { env: random.pick(["a", "b"]) }),
});

function randomRoles(random: Random): Roles {
  const trust = () =>
    random.times(1, 2, () => {
      const condition = random.pick(CONDITIONS);
      return {
        Effect: random.chance(0.75) ? "Allow" : "Deny",
        Principal: random.pick(PRINCIPALS),
        Action: "sts:AssumeRole",
        ...(condition && { Condition: condition }),
      };
    });
  return Object.fromEntries(
    NAMES.map((name) => [
      name,
      { trust: trust(), tags: randomTags(random), path: random.pick(["/", "/ci/"]) },
    ]),
  );
}

/** With a policy of its own that allows everything. */
function mayAssume(roles: Roles, caller: string, role: string): boolean | undefined {
  const keys = (prefix: string, tags: object = {}) =>
    Object.entries(tags).map(([key, value]) => [`${prefix}/${key}`, value] as const);
  const { result, unsupported } = evaluate(
    {
      principal: sessionOf(caller, ACCOUNT, "aws"),
      action: "sts:AssumeRole",
      resource: roleArn(role, roles[role]!.path),
      resourceAccountId: ACCOUNT,
      context: {
        "aws:PrincipalArn": roleArn(caller, roles[caller]!.path),
        "aws:PrincipalAccount": ACCOUNT,
        ...Object.fromEntries([
          ...keys("aws:PrincipalTag", roles[caller]!.tags),
          ...keys("aws:ResourceTag", roles[role]!.tags),
        ]),
      },
    },
    {
      identity: [
        {
          name: "p",
          document: { Version: "2012-10-17", Statement: { Effect: "Allow", Action: "*", Resource: "*" } },
        },
      ],
      resource: { Version: "2012-10-17", Statement: roles[role]!.trust },
      resourceType: "iam-role",
    },
  );
  return unsupported ? undefined : result === "Allowed";
}

test("diff says that somebody may now, or no longer, assume a role wherever asking both sides says so of a role", () => {
  const random = new Random(5);
  const wrong: string[] = [];
  let found = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const [base, other] = [randomRoles(random), randomRoles(random)];
    const keep = random.chance(0.7);
    const head: Roles = Object.fromEntries(
      NAMES.map((name) => [name, keep ? { ...other[name]!, trust: base[name]!.trust } : other[name]!]),
    );
    const { assume } = changesBetween(inventoryOf({ roles: base }), inventoryOf({ roles: head }));
    for (const caller of NAMES)
      for (const role of NAMES) {
        const [was, is] = [mayAssume(base, caller, role), mayAssume(head, caller, role)];
        if (was === undefined || is === undefined || was === is) continue;
        found++;
        const rows = assume.filter((one) => one.role === role && one.direction === (is ? "gained" : "lost"));
        const principals = [base, head].map((side) => roleArn(caller, side[caller]!.path));
        const isSaid = rows.some(({ principal }) =>
          [...principals, "*", `arn:aws:iam::${ACCOUNT}:root`].includes(principal),
        );
        if (!isSaid)
          wrong.push(`${caller} ${role} ${was} -> ${is} ${JSON.stringify({ base, head, assume })}`);
      }
  }

  expect(wrong.slice(0, 3)).toEqual([]);
  expect(found).toBeGreaterThan(100);
});

/** What roles' own policies give beyond their grants, held against asking the evaluator name by name. */
import fc from "fast-check";
import { Declarations } from "../../lib/matrix/declare";
import { isolationOf } from "../../lib/matrix/isolation";
import { arn, asked, PULL, sabotaged, shop } from "./sabotage";
import { touches } from "./support";

const ACTIONS = [...PULL, "ecr:ListImages", "ecr:PutImage"];
const NAMES = ["team-a/api", "team-a/new", "team-a", "team-a-x/new", "base/alpine", "base/new", "zz"];
const ELSEWHERE = arn("team-a/*", "us-east-1");

const resources = fc.subarray(
  [
    ...["team-a/*", "team-a*", "team-?/*", "*/new", "base/alpine", "b*"].map((name) => arn(name)),
    "*",
    ELSEWHERE,
  ],
  { minLength: 1, maxLength: 3 },
);
const actions = fc.subarray([...ACTIONS, "ecr:*", "ecr:*Image", "ecr:List*"], { minLength: 1, maxLength: 3 });
const statement = fc
  .record({
    effect: fc.constantFrom("Allow", "Allow", "Deny"),
    action: fc.constantFrom("Action", "Action", "Action", "NotAction"),
    resource: fc.constantFrom("Resource", "Resource", "Resource", "NotResource"),
    actions,
    resources,
  })
  .map(({ effect, action, resource, ...lists }) => ({
    Effect: effect,
    [action]: lists.actions,
    [resource]: lists.resources,
  }));
const policy = fc
  .array(statement, { minLength: 1, maxLength: 3 })
  .map((statements) => ({ name: "random", document: { Version: "2012-10-17", Statement: statements } }));

test.each(["reader", "bounded"])(
  "random policies of %s leak what the evaluator allows beyond the grants",
  (who) => {
    const { inventory } = sabotaged(() => undefined);
    const declared = new Declarations(shop()).roles.get(who)!;
    let leaking = 0;
    fc.assert(
      fc.property(fc.array(policy, { maxLength: 2 }), fc.option(policy), (identity, boundary) => {
        const changed = {
          ...inventory,
          roles: inventory.roles
            .filter(({ name }) => name === who)
            .map((role) => ({
              ...role,
              identity,
              boundary: boundary ?? (who === "bounded" ? ALL : undefined),
            })),
        };
        const { leaks } = isolationOf(changed, shop());
        for (const action of ACTIONS)
          for (const name of NAMES) {
            const said = leaks.some((leak) => leak.actions.includes(action) && touches(leak, name));
            const may = asked({ who, actions: [action], witness: arn(name) }, changed).has("Allowed");
            const beyond = may && declared.declared(action, name) !== "allowed";
            if (beyond) leaking++;
            expect({ action, name, said }).toEqual({ action, name, said: beyond });
          }
        const home = leaks.filter(({ witness }) => witness.startsWith(arn("")));
        expect(home.filter((leak) => [...asked(leak, changed)].join() !== "Allowed")).toEqual([]);
      }),
      { numRuns: 150, seed: 13 },
    );
    expect(leaking).toBeGreaterThan(200);
  },
);

const ALL = {
  name: "all",
  document: { Version: "2012-10-17", Statement: { Effect: "Allow", Action: "*", Resource: "*" } },
};

describe("a role whose policy reads its tags", () => {
  const tag = "aws:PrincipalTag/team";
  const policies = {
    identity: [
      {
        name: "by tag",
        document: {
          Version: "2012-10-17",
          Statement: { Effect: "Allow", Action: PULL, Resource: arn(`\${${tag}}/*`) },
        },
      },
    ],
  };
  const tagging = {
    Statement: {
      Effect: "Allow",
      Principal: { AWS: "123456789012" },
      Action: ["sts:AssumeRole", "sts:TagSession"],
    },
  };
  const leaksOf = (role: object) => {
    const { inventory } = sabotaged(() => undefined);
    const roles = inventory.roles
      .filter(({ name }) => name === "reader")
      .map((one) => ({ ...one, ...policies, ...role }));
    return isolationOf({ ...inventory, roles }, shop()).leaks;
  };

  test.each<[string, object, boolean[]]>([
    ["has its namespace's tag: nothing leaks", { tags: { Team: "team-a" } }, []],
    ["has another's: that leaks", { tags: { team: "base" } }, [true]],
    ["has none: nothing leaks", { tags: {} }, []],
    ["may bring any tag in its session", { tags: { team: "team-a" }, trust: tagging }, [true]],
    ["has tags that are not known", { tags: undefined }, [false]],
  ])("%s", (_name, role, expected) => {
    const leaks = leaksOf(role).map(({ certain }) => certain);
    expect([...new Set(leaks)]).toEqual(expected);
  });
});

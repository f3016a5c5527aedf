/** What a diff sees of tags: of roles, of repositories, and of those that a provider gives to all. */
import { changesBetween } from "../../lib/matrix/changes";
import type { Inventory } from "../../lib/terraform/inventory";
import { allow, inventoryOf, type SmallStack, TRUSTED, repositoryArn, roleArn } from "./small-stack";

const lines = (base: Inventory, head: Inventory) =>
  changesBetween(base, head).access.map(
    ({ who, direction, certain, actions, pattern, repositories }) =>
      `${who} ${certain ? "" : "perhaps "}${direction} ${actions.join()} on ${pattern} [${repositories.join()}]`,
  );
const between = (base: SmallStack, head: SmallStack) => lines(inventoryOf(base), inventoryOf(head));
const changedIn = (base: SmallStack, head: SmallStack) => [
  ...new Set(
    changesBetween(inventoryOf(base), inventoryOf(head)).access.flatMap(({ changed }) => changed ?? []),
  ),
];

const PUT = "ecr:PutImage";
const ofTeam = (key: string, value: string) => ({ StringEquals: { [key]: value } });

/** A role with this tag whose policy reads it, and one repository. */
const tagged = (
  tags: object | undefined,
  condition: object = ofTeam("aws:PrincipalTag/team", "a"),
  more: object = {},
): SmallStack => ({
  roles: { reader: { statements: [allow(PUT, condition)], ...(tags && { tags }), ...more } },
  repositories: { "team-a/api": {} },
});

describe("a role's own tag", () => {
  const GAINED = ["reader gained ecr:PutImage on * [team-a/api]"];
  const LOST = ["reader lost ecr:PutImage on * [team-a/api]"];

  test.each<[string, object | undefined, object | undefined, string[]]>([
    ["that becomes the one that a policy asks for gives access", { team: "b" }, { team: "a" }, GAINED],
    ["that is no longer the one takes it", { team: "a" }, { team: "b" }, LOST],
    ["that is removed takes it", { team: "a" }, undefined, LOST],
    ["that is added gives it", undefined, { team: "a" }, GAINED],
    ["that changes from one wrong value to another makes no difference", { team: "b" }, { team: "c" }, []],
    ["that no condition reads makes no difference", { team: "a", x: "1" }, { team: "a", x: "2" }, []],
    ["that is written in another case makes no difference", { team: "a" }, { Team: "a" }, []],
    ["that stands in another order makes no difference", { team: "a", x: "1" }, { x: "1", team: "a" }, []],
  ])("%s", (_name, base, head, expected) => {
    expect(between(tagged(base), tagged(head))).toEqual(expected);
  });

  test("is named with what it was and is", () => {
    expect(changedIn(tagged({ team: "b", x: "1" }), tagged({ team: "a", x: "2" }))).toEqual([
      'role reader: tag team "b" -> "a"',
    ]);
    expect(changedIn(tagged({ Team: "b" }), tagged(undefined))).toEqual([]);
    expect(changedIn(tagged({ Team: "a" }), tagged(undefined))).toEqual([
      'role reader: tag Team "a" -> none',
    ]);
  });

  test("counts in a pattern, for names that nobody has created too", () => {
    const own = (team: string): SmallStack => ({
      roles: {
        reader: {
          statements: [allow(PUT, undefined, repositoryArn("${aws:PrincipalTag/team}/*"))],
          tags: { team },
        },
      },
      repositories: { "team-a/api": {}, "team-b/api": {} },
    });

    expect(between(own("team-a"), own("team-b"))).toEqual([
      "reader lost ecr:PutImage on team-a/* [team-a/api]",
      "reader gained ecr:PutImage on team-b/* [team-b/api]",
    ]);
    expect(between(own("team-a"), own("team-a"))).toEqual([]);
  });

  test("counts in a boundary", () => {
    const bound = (team: string): SmallStack => ({
      roles: {
        reader: {
          statements: [allow(PUT)],
          boundary: [allow("ecr:*", ofTeam("aws:PrincipalTag/team", "a"))],
          tags: { team },
        },
      },
      repositories: { "team-a/api": {} },
    });

    expect(between(bound("b"), bound("a"))).toEqual(GAINED);
    expect(between(bound("b"), bound("c"))).toEqual([]);
  });

  test("counts in a repository policy that only names everybody", () => {
    const shared = (team: string): SmallStack => ({
      roles: { reader: { tags: { team } }, other: { tags: { team: "b" } } },
      repositories: {
        "team-a/api": {
          policy: [
            { Effect: "Allow", Principal: "*", Action: PUT, Condition: ofTeam("aws:PrincipalTag/team", "a") },
          ],
        },
        "team-b/api": {},
      },
    });

    expect(between(shared("b"), shared("a"))).toEqual([
      "reader gained ecr:PutImage on team-a/api [team-a/api]",
    ]);
    expect(between(shared("b"), shared("c"))).toEqual([]);
  });

  test("is its provider's where it has none of its own", () => {
    const all = (defaults: object, own?: object) => ({ ...tagged(own), defaultTags: defaults });

    expect(between(all({ team: "b" }), all({ team: "a" }))).toEqual(GAINED);
    expect(between(all({ team: "b" }, { team: "a" }), all({ team: "c" }, { team: "a" }))).toEqual([]);
    expect(between(all({ team: "a", commit: "1" }), all({ team: "a", commit: "2" }))).toEqual([]);
  });

  test("that the request brings is another one", () => {
    const request = ofTeam("aws:RequestTag/team", "a");

    expect(between(tagged({ team: "a" }, request), tagged({ team: "b" }, request))).toEqual([]);
  });
});

describe("a tag that is not known", () => {
  const EITHER = [
    "reader perhaps gained ecr:PutImage on * [team-a/api]",
    "reader perhaps lost ecr:PutImage on * [team-a/api]",
  ];
  const unknown = { team: "${var.team}" };

  test("after the change may give access and take it", () => {
    expect(between(tagged({ team: "b" }), tagged(unknown)).sort()).toEqual([EITHER[0]]);
    expect(between(tagged({ team: "a" }), tagged(unknown)).sort()).toEqual([EITHER[1]]);
    expect(changedIn(tagged({ team: "b" }), tagged(unknown))).toEqual([
      'role reader: tag team "b" -> not known (var.team is given from outside)',
    ]);
  });

  test("on both sides is one, if it is written alike in synthesized stacks", () => {
    expect(between(tagged(unknown), tagged(unknown))).toEqual([]);
    expect(between(tagged(unknown), tagged({ team: "${var.other}" })).sort()).toEqual(EITHER);
  });

  test("makes no difference where no condition reads it", () => {
    expect(between(tagged({ team: "a", x: "1" }), tagged({ team: "a", x: "${var.x}" }))).toEqual([]);
  });

  test("may be among those that a provider gives to all", () => {
    const all = (defaults: unknown) => ({ ...tagged({ x: "1" }), defaultTags: defaults as object });

    expect(between(all({ team: "b" }), all("${var.tags}"))).toEqual([EITHER[0]]);
  });

  test("of two that differ in case only is either", () => {
    expect(between(tagged({ team: "a" }), tagged({ team: "a", Team: "b" }))).toEqual([EITHER[1]]);
    expect(between(tagged({ team: "a" }), tagged({ team: "a", Team: "a" }))).toEqual([]);
    expect(between(tagged({ team: "a", Team: "b" }), tagged({ team: "a", Team: "b" }))).toEqual([]);
  });

  test("may be read by a policy in no file, unless it is one of AWS's own", () => {
    const attached = (policy: string, x: string): SmallStack => ({
      roles: { reader: { tags: { x }, managed: [policy] } },
      repositories: { "team-a/api": {} },
    });
    const [own, ofAws] = [
      "arn:aws:iam::123456789012:policy/outside",
      "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy",
    ];

    expect(between(attached(own, "1"), attached(own, "2"))).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^reader perhaps gained .*ecr:PutImage.* on \* \[team-a\/api\]$/),
        expect.stringMatching(/^reader perhaps lost .*ecr:PutImage.* on \* \[team-a\/api\]$/),
      ]),
    );
    expect(between(attached(own, "1"), attached(own, "1"))).toEqual([]);
    expect(between(attached(ofAws, "1"), attached(ofAws, "2"))).toEqual([]);
  });
});

describe("tags that a session brings", () => {
  const tagging = { trust: [{ ...TRUSTED, Action: ["sts:AssumeRole", "sts:TagSession"] }] };
  const free = (team: string) => tagged({ team }, undefined, tagging);

  test("leave open what becomes of a role's own tag that changes", () => {
    expect(between(free("b"), free("a")).sort()).toEqual([
      "reader perhaps gained ecr:PutImage on * [team-a/api]",
      "reader perhaps lost ecr:PutImage on * [team-a/api]",
    ]);
    expect(changedIn(free("b"), free("a"))).toEqual([
      'role reader: tag team "b" -> "a"; a session may bring tags of its own',
    ]);
  });

  test("change nothing where neither the tag nor who may bring one does", () => {
    expect(between(free("b"), free("b"))).toEqual([]);
  });

  test("may give access where the trust policy begins to let them", () => {
    expect(between(tagged({ team: "b" }), free("b"))).toEqual([
      "reader perhaps gained ecr:PutImage on * [team-a/api]",
    ]);
    expect(between(tagged({ x: "b" }), tagged({ x: "b" }, undefined, { trust: [TRUSTED, TRUSTED] }))).toEqual(
      [],
    );
  });
});

describe("a repository's own tag", () => {
  const READS = ofTeam("aws:ResourceTag/team", "a");
  const of = (tags: object | undefined, condition = READS, more: object = {}): SmallStack => ({
    roles: { reader: { statements: [allow(PUT, condition)] }, other: { statements: [allow(PUT)] } },
    repositories: { "team-a/api": { ...(tags && { tags }), ...more }, "team-b/api": { tags: { team: "a" } } },
  });
  const GAINED = ["reader gained ecr:PutImage on team-a/api [team-a/api]"];
  const LOST = ["reader lost ecr:PutImage on team-a/api [team-a/api]"];

  test.each<[string, object | undefined, object | undefined, string[]]>([
    ["that becomes the one that a role's policy asks for lets it in", { team: "b" }, { team: "a" }, GAINED],
    ["that is no longer the one keeps it out", { team: "a" }, { team: "b" }, LOST],
    ["that is removed keeps it out", { team: "a" }, undefined, LOST],
    ["that is added lets it in", {}, { team: "a" }, GAINED],
    ["that no condition reads makes no difference", { team: "a", x: "1" }, { team: "a", x: "2" }, []],
    ["that is written in another case makes no difference", { team: "a" }, { TEAM: "a" }, []],
  ])("%s", (_name, base, head, expected) => {
    expect(between(of(base), of(head))).toEqual(expected);
    const ecr = ofTeam("ecr:ResourceTag/team", "a");
    expect(between(of(base, ecr as never), of(head, ecr as never))).toEqual(expected);
  });

  test("is named with its repository", () => {
    expect(changedIn(of({ team: "b" }), of({ team: "a" }))).toEqual([
      'repository team-a/api: tag team "b" -> "a"',
    ]);
  });

  test("counts in the repository's policy alone, for whoever it names", () => {
    const policy = [
      { Effect: "Allow", Principal: { AWS: roleArn("other") }, Action: "ecr:ListImages", Condition: READS },
      { Effect: "Allow", Principal: { AWS: "210987654321" }, Action: PUT, Condition: READS },
    ];
    const shared = (team: string) => of({ team }, ofTeam("aws:RequestTag/x", "1") as never, { policy });

    expect(between(shared("b"), shared("a"))).toEqual([
      "account 210987654321 gained ecr:PutImage on team-a/api [team-a/api]",
      "other gained ecr:ListImages on team-a/api [team-a/api]",
    ]);
    expect(between(shared("b"), shared("c"))).toEqual([]);
  });

  test("counts together with the role's: the one that both change alike makes no difference", () => {
    const both = { StringEquals: { "aws:ResourceTag/team": "${aws:PrincipalTag/team}" } };
    const pair = (role: string, repository: string): SmallStack => ({
      roles: { reader: { statements: [allow(PUT, both)], tags: { team: role } } },
      repositories: { "team-a/api": { tags: { team: repository } }, "team-b/api": { tags: { team: "c" } } },
    });
    const existing = (base: SmallStack, head: SmallStack) =>
      changesBetween(inventoryOf(base), inventoryOf(head)).access.flatMap(({ direction, repositories }) =>
        repositories.map((name) => `${direction} ${name}`),
      );

    expect(existing(pair("a", "a"), pair("b", "b"))).toEqual([]);
    expect(existing(pair("a", "a"), pair("c", "a"))).toEqual(["gained team-b/api", "lost team-a/api"]);
    expect(existing(pair("a", "b"), pair("a", "a"))).toEqual(["gained team-a/api"]);
  });

  test("tells which existing repositories a changed policy touches", () => {
    const [base, head] = [of({ team: "b" }), of({ team: "b" })];
    const wider = {
      ...head,
      roles: { ...head.roles, reader: { statements: [allow(PUT, READS), allow("ecr:ListImages", READS)] } },
    };

    expect(between(base, wider)).toEqual(["reader gained ecr:ListImages on * [team-b/api]"]);
  });

  test("of a repository that is new makes no difference: whom it lets in, it would have let in before", () => {
    const { "team-a/api": _, ...others } = of({ team: "a" }).repositories!;

    expect(between({ ...of({}), repositories: others }, of({ team: "a" }))).toEqual([]);
  });

  test("that is not known may let in and keep out", () => {
    expect(between(of({ team: "b" }), of({ team: "${var.team}" }))).toEqual([
      "reader perhaps gained ecr:PutImage on team-a/api [team-a/api]",
    ]);
    expect(between(of({ team: "${var.team}" }), of({ team: "${var.team}" }))).toEqual([]);
  });
});

/** What a diff sees of roles that move to another path, come or go: on repositories, and of who may assume whom. */
import { changesBetween } from "../../lib/matrix/changes";
import { ACCOUNT, allow, inventoryOf, roleArn, type SmallStack, TRUSTED } from "./small-stack";

const changes = (base: SmallStack, head: SmallStack) => changesBetween(inventoryOf(base), inventoryOf(head));
const access = (base: SmallStack, head: SmallStack) =>
  changes(base, head).access.map(
    ({ who, direction, certain, actions, pattern }) =>
      `${who} ${certain ? "" : "perhaps "}${direction} ${actions.join()} on ${pattern}`,
  );
const assume = (base: SmallStack, head: SmallStack) =>
  changes(base, head).assume.map(
    ({ role, principal, direction, certain, because }) =>
      `${principal} ${certain ? "" : "perhaps "}${direction} ${role}: ${because}`,
  );

const PUT = "ecr:PutImage";

const everybodyWhen = (Condition: object) => ({ Effect: "Allow", Principal: "*", Action: PUT, Condition });

describe("a repository policy that names a role by its ARN", () => {
  const named = (path: string, policyPath: string): SmallStack => ({
    roles: { ci: { path }, other: {} },
    repositories: {
      "team-a/api": {
        policy: [{ Effect: "Allow", Principal: { AWS: roleArn("ci", policyPath) }, Action: PUT }],
      },
    },
  });

  test.each<[string, SmallStack, SmallStack, string[]]>([
    [
      "does not let it in any more where it moves away",
      named("/", "/"),
      named("/ci/", "/"),
      ["ci lost ecr:PutImage on team-a/api"],
    ],
    [
      "lets it in where it moves there",
      named("/", "/ci/"),
      named("/ci/", "/ci/"),
      ["ci gained ecr:PutImage on team-a/api"],
    ],
    ["lets it in as before where both move", named("/", "/"), named("/ci/", "/ci/"), []],
    ["never did where it moves past", named("/", "/x/"), named("/ci/", "/x/"), []],
  ])("%s", (_name, base, head, expected) => {
    const own = access(base, head).filter((line) => line.startsWith("ci "));

    expect(own).toEqual(expected);
    const { access: rows } = changes(base, head);
    for (const { changed } of rows.filter(({ who }) => who === "ci"))
      expect(changed).toEqual(['role ci: path "/" -> "/ci/"']);
  });

  test("may let it in or not where its path is not known", () => {
    expect(access(named("/", "/"), named("${var.path}", "/"))).toEqual([
      "ci perhaps lost ecr:PutImage on team-a/api",
    ]);
    expect(access(named("${var.path}", "/"), named("${var.path}", "/"))).toEqual([]);
  });

  test("denies it in the same way", () => {
    const denied = (path: string): SmallStack => ({
      roles: { ci: { path, statements: [allow(PUT)] } },
      repositories: {
        "team-a/api": { policy: [{ Effect: "Deny", Principal: { AWS: roleArn("ci") }, Action: PUT }] },
      },
    });

    expect(access(denied("/"), denied("/ci/"))).toEqual(["ci gained ecr:PutImage on team-a/api"]);
    expect(access(denied("/ci/"), denied("/"))).toEqual(["ci lost ecr:PutImage on team-a/api"]);
  });
});

test("a repository policy for everybody of one ARN lets that role in for certain", () => {
  const picked = (name: string): SmallStack => ({
    roles: { ci: {}, other: {} },
    repositories: {
      "team-a/api": {
        policy: [everybodyWhen({ ArnEquals: { "aws:PrincipalArn": roleArn(name) } })],
      },
    },
  });

  expect(access(picked("other"), picked("ci")).filter((line) => /^(ci|other) /.test(line))).toEqual([
    "ci gained ecr:PutImage on team-a/api",
    "other lost ecr:PutImage on team-a/api",
  ]);
});

test("a condition on aws:PrincipalArn sees the path, in a role's own policy as well", () => {
  const moved = (path: string): SmallStack => ({
    roles: {
      ci: { path, statements: [allow(PUT, { ArnLike: { "aws:PrincipalArn": roleArn("*", "/ci/") } })] },
    },
    repositories: { "team-a/api": {} },
  });

  expect(access(moved("/"), moved("/ci/"))).toEqual(["ci gained ecr:PutImage on *"]);
  expect(access(moved("/ci/"), moved("/ci/x/"))).toEqual([]);
});

test("a role that is renamed loses under its old name and gains under its new one, tags and repository policies included", () => {
  const named = (name: string): SmallStack => ({
    roles: { [name]: { tags: { team: "a" }, statements: [allow("ecr:ListImages")] } },
    repositories: {
      "team-a/api": {
        policy: [everybodyWhen({ StringEquals: { "aws:PrincipalTag/team": "a" } })],
      },
    },
  });

  expect(access(named("old"), named("new")).sort()).toEqual([
    "new gained ecr:ListImages on *",
    "new gained ecr:PutImage on team-a/api",
    "old lost ecr:ListImages on *",
    "old lost ecr:PutImage on team-a/api",
  ]);
});

describe("who may assume a role", () => {
  const deployer = (trust: object, ci: object | undefined): SmallStack => ({
    roles: { deployer: { trust: [trust] }, ...(ci && { ci }) },
  });
  const byName = { ...TRUSTED, Principal: { AWS: roleArn("ci") } };
  const byPath = { ...TRUSTED, Condition: { ArnLike: { "aws:PrincipalArn": roleArn("*", "/ci/") } } };
  const byTag = { ...TRUSTED, Condition: { StringEquals: { "aws:PrincipalTag/team": "a" } } };
  const [at, elsewhere] = [{ path: "/" }, { path: "/ci/" }];
  const [ofA, ofB] = [{ tags: { team: "a" } }, { tags: { team: "b" } }];
  const PATH = 'role ci: path "/" -> "/ci/"';

  test.each<[string, object, object | undefined, object | undefined, string[]]>([
    [
      "does not any more, named by its ARN, after it moved",
      byName,
      at,
      elsewhere,
      [`${roleArn("ci")} lost deployer: ${PATH}`],
    ],
    [
      "does after it moved to where the trust policy names it",
      { ...TRUSTED, Principal: { AWS: roleArn("ci", "/ci/") } },
      at,
      elsewhere,
      [`${roleArn("ci", "/ci/")} gained deployer: ${PATH}`],
    ],
    [
      "does after it moved to a path that a condition asks for",
      byPath,
      at,
      elsewhere,
      [`${roleArn("ci", "/ci/")} gained deployer: ${PATH}`],
    ],
    ["does as before where the trust policy is about the account", TRUSTED, at, elsewhere, []],
    [
      "does with the tag that a condition asks for",
      byTag,
      ofB,
      ofA,
      [`${roleArn("ci")} gained deployer: role ci: tag team "b" -> "a"`],
    ],
    [
      "does not without it",
      byTag,
      ofA,
      {},
      [`${roleArn("ci")} lost deployer: role ci: tag team "a" -> none`],
    ],
    [
      "makes no difference with a tag that no condition reads",
      byTag,
      { tags: { x: "1" } },
      { tags: { x: "2" } },
      [],
    ],
    [
      "does, named, once it is there",
      byName,
      undefined,
      at,
      [`${roleArn("ci")} gained deployer: role ci is new`],
    ],
    [
      "does not, named, once it is gone",
      byName,
      at,
      undefined,
      [`${roleArn("ci")} lost deployer: role ci is removed`],
    ],
    ["makes no difference, new, where the trust policy is about the account", TRUSTED, undefined, at, []],
  ])("%s", (_name, trust, base, head, expected) => {
    const found = assume(deployer(trust, base), deployer(trust, head)).filter((line) =>
      line.includes("deployer"),
    );

    expect(found).toEqual(expected);
  });

  test("may differ by a tag that is not known", () => {
    expect(assume(deployer(byTag, ofB), deployer(byTag, { tags: { team: "${var.team}" } }))).toEqual([
      expect.stringMatching(/^arn:.* perhaps gained deployer: role ci: tag team "b" -> not known \(.*\)$/),
    ]);
  });

  test("may differ by the tags of the role itself, where the trust policy reads these", () => {
    const own = (team: string): SmallStack => ({
      roles: {
        deployer: {
          trust: [{ ...TRUSTED, Condition: { StringEquals: { "iam:ResourceTag/team": "a" } } }],
          tags: { team },
        },
      },
    });
    const because = "the role's own tags change, which the condition reads";
    const root = `arn:aws:iam::${ACCOUNT}:root`;

    expect(assume(own("a"), own("b"))).toEqual([
      `${root} perhaps gained deployer: ${because}`,
      `${root} perhaps lost deployer: ${because}`,
    ]);
    expect(assume(own("a"), own("a"))).toEqual([]);
  });
});

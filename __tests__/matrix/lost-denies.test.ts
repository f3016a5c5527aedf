/** A Deny on repositories that goes: for whom, although their own policies are in no file. */
import { changesBetween } from "../../lib/matrix/changes";
import { ACCOUNT, allow, inventoryOf, roleArn, type SmallStack } from "./small-stack";

const PUT = "ecr:PutImage";
const deny = (more: object) => ({ Effect: "Deny", Principal: "*", Action: PUT, ...more });
const of = (...policy: readonly object[]): SmallStack => ({
  roles: { reader: {} },
  repositories: { "team-a/api": { ...(policy.length && { policy }) } },
});
const lines = (base: SmallStack, head: SmallStack) =>
  changesBetween(inventoryOf(base), inventoryOf(head)).access.map(
    ({ who, direction, certain, actions, pattern }) =>
      `${who} ${certain ? "" : "perhaps "}${direction} ${actions.join()} on ${pattern}`,
  );

const ANY_ROLE = "any role of this account in no file perhaps gained ecr:PutImage on team-a/api";
const ANY_USER = "any user of this account in no file perhaps gained ecr:PutImage on team-a/api";
const perhaps = (who: string) => `${who} perhaps gained ecr:PutImage on team-a/api`;
const unlessTagged = { Condition: { StringNotEquals: { "aws:PrincipalTag/team": "a" } } };

describe("a Deny that a repository policy loses", () => {
  test.each<[string, object, string[]]>([
    ["for everybody", deny({}), [ANY_ROLE, ANY_USER]],
    ["for everybody without a tag", deny(unlessTagged), [ANY_ROLE, ANY_USER]],
    ["for the account", deny({ Principal: { AWS: ACCOUNT } }), [ANY_ROLE, ANY_USER]],
    [
      "for a role in no file",
      deny({ Principal: { AWS: roleArn("elsewhere") } }),
      [perhaps(roleArn("elsewhere"))],
    ],
    [
      "for a user",
      deny({ Principal: { AWS: `arn:aws:iam::${ACCOUNT}:user/bob` } }),
      [perhaps(`arn:aws:iam::${ACCOUNT}:user/bob`)],
    ],
    ["for users of some names", deny({ Condition: { StringLike: { "aws:username": "dev-*" } } }), [ANY_USER]],
    [
      "for roles under a path",
      deny({ Condition: { ArnLike: { "aws:PrincipalArn": roleArn("*", "/dev/") } } }),
      [ANY_ROLE, ANY_USER],
    ],
    [
      "for whoever is not listed",
      deny({ Principal: undefined, NotPrincipal: { AWS: roleArn("x") } }),
      [ANY_ROLE, ANY_USER, perhaps(roleArn("x"))],
    ],
    [
      "for a role that the file holds and that may nothing",
      deny({ Principal: { AWS: roleArn("reader") } }),
      [],
    ],
    ["for another account, which nothing allows", deny({ Principal: { AWS: "210987654321" } }), []],
  ])("%s", (_name, statement, expected) => {
    expect(lines(of(statement), of()).sort()).toEqual([...expected].sort());
    expect(lines(of(), of(statement)).filter((line) => line.includes("gained"))).toEqual([]);
    expect(lines(of(statement), of(statement))).toEqual([]);
  });

  test("says that what they may otherwise is not known", () => {
    const { access } = changesBetween(inventoryOf(of(deny({}))), inventoryOf(of()));

    expect(access[0]!.because).toEqual([
      "its own policies, which are in no file: at most whatever its account allows",
    ]);
  });

  test("is none beside another that says as much", () => {
    expect(lines(of(deny({}), deny(unlessTagged)), of(deny({})))).toEqual([]);
  });

  test("with one more exception frees whoever that is", () => {
    const except = (...arns: string[]) => deny({ Condition: { ArnNotEquals: { "aws:PrincipalArn": arns } } });

    expect(lines(of(except(roleArn("x"))), of(except(roleArn("x"), roleArn("y")))).sort()).toEqual(
      [ANY_ROLE, ANY_USER, perhaps(roleArn("y"))].sort(),
    );
    const listed = (...arns: string[]) => deny({ Principal: undefined, NotPrincipal: { AWS: arns } });
    expect(lines(of(listed(roleArn("x"))), of(listed(roleArn("x"), roleArn("y")))).sort()).toContain(
      perhaps(roleArn("y")),
    );
  });

  test("frees the file's roles for certain, as far as their own policies allow", () => {
    const allowed = (stack: SmallStack) => ({ ...stack, roles: { reader: { statements: [allow(PUT)] } } });

    expect(lines(allowed(of(deny({}))), allowed(of()))).toContain("reader gained ecr:PutImage on team-a/api");
  });

  test("with one more exception frees a role of another account that an Allow names by its account", () => {
    const role = (name: string) => `arn:aws:iam::210987654321:role/${name}`;
    const shared = { Effect: "Allow", Principal: { AWS: "210987654321" }, Action: PUT };
    const listed = (...names: string[]) =>
      deny({ Principal: undefined, NotPrincipal: { AWS: ["210987654321", ...names.map(role)] } });

    expect(lines(of(shared, listed("x")), of(shared, listed("x", "y"))).join()).toContain(
      `${role("y")} perhaps gained`,
    );
  });

  test("frees nobody by a policy that only allowed", () => {
    const only = { Effect: "Allow", Principal: { AWS: "210987654321" }, Action: PUT };

    expect(lines(of(only), of()).filter((line) => line.includes("gained"))).toEqual([]);
  });
});

test("a Deny that a registry policy loses may free them for every name", () => {
  const registry = (...statements: object[]): SmallStack => ({
    ...of(),
    ...(statements.length && { registry: statements }),
  });

  expect(lines(registry(deny({ Resource: "*" })), registry())).toEqual(
    expect.arrayContaining([
      ANY_ROLE,
      "any role of this account in no file perhaps gained ecr:PutImage on *",
      "any user of this account in no file perhaps gained ecr:PutImage on *",
    ]),
  );
});

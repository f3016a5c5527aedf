/** What a diff sees of repository creation templates: of repositories that Amazon ECR itself creates. */
import { changesBetween } from "../../lib/matrix/changes";
import { inventoryOf, roleArn, type SmallStack } from "./small-stack";

const PULL = "ecr:BatchGetImage";
const allowing = (...names: string[]) => [{ Effect: "Allow", Principal: { AWS: names }, Action: PULL }];
const of = (templates: Readonly<Record<string, readonly object[]>>, more: SmallStack = {}): SmallStack => ({
  repositories: { "cache/api": {} },
  templates,
  ...more,
});
const lines = (base: SmallStack, head: SmallStack) =>
  changesBetween(inventoryOf(base), inventoryOf(head)).access.map(
    ({ who, direction, certain, pattern, except, repositories }) =>
      `${who} ${certain ? "" : "perhaps "}${direction} on ${pattern} but ${except.join()} [${repositories.join()}]`,
  );
const OTHER = "210987654321";

test("a template that begins to share lets in, under its prefix, and where repositories exist already not", () => {
  expect(lines(of({}), of({ cache: allowing(OTHER) }))).toEqual([
    `account ${OTHER} gained on cache/* but  []`,
  ]);
  expect(lines(of({ cache: allowing(OTHER) }), of({}))).toEqual([`account ${OTHER} lost on cache/* but  []`]);
  expect(lines(of({ cache: allowing(OTHER) }), of({ cache: allowing(OTHER) }))).toEqual([]);
});

test("it is said that Amazon ECR creates the repository", () => {
  const { access } = changesBetween(inventoryOf(of({})), inventoryOf(of({ cache: allowing(OTHER) })));

  expect(access[0]!.because).toEqual(["Amazon ECR itself creates the repository"]);
});

test("a template with a longer prefix takes its names from the others", () => {
  const shared = of({ ROOT: allowing(OTHER) });

  expect(lines(shared, of({ ROOT: allowing(OTHER), "cache/x": allowing(roleArn("ci")) }))).toEqual([
    `account ${OTHER} lost on cache/x/* but  []`,
    `${roleArn("ci")} gained on cache/x/* but  []`,
  ]);
  expect(
    lines(of({ "cache/x": allowing(OTHER) }), of({ ROOT: allowing(OTHER), "cache/x": allowing(OTHER) })),
  ).toEqual([`account ${OTHER} gained on * but cache/x/* []`]);
});

test("a template that stays lets a role in that comes, and another not", () => {
  const shared = (roles: SmallStack["roles"]) => of({ cache: allowing(roleArn("ci")) }, { roles: roles! });

  expect(lines(shared({}), shared({ ci: {}, other: {} }))).toEqual(["ci gained on cache/* but  []"]);
});

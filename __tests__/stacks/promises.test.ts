import type { Registry } from "../../lib/config/registry";
import { AccessStack } from "../../stacks/access-stack";
import { RepositoriesStack } from "../../stacks/repositories-stack";
import { everyKind } from "../policies/every-kind";
import { lab } from "../policies/registry";
import { brokenPromises } from "./promises";
import { synthesize } from "./synthesize";

const brokenBy = (declared: Registry, synthesized: Registry = declared) =>
  brokenPromises(
    declared,
    synthesize(RepositoriesStack, "ecr-repositories", synthesized),
    synthesize(AccessStack, "ecr-access", synthesized),
  );

/** A registry with one text of its JSON replaced. */
const changed = (registry: Registry, from: string, to: string): Registry => {
  expect(JSON.stringify(registry)).toContain(from);
  return JSON.parse(JSON.stringify(registry).replaceAll(from, to));
};

describe("what the stacks promise", () => {
  test("is kept for the lab and for one of each kind", () => {
    expect(brokenBy(lab())).toEqual([]);
    expect(brokenBy(everyKind())).toEqual([]);
  });

  test.each<[string, Registry, Registry, string]>([
    [
      "a grant that reaches further",
      lab(),
      changed(lab(), "team-a/*", "team-*/*"),
      "ecr_access_teama_role may ecr:ListImages on arn:aws:ecr:us-west-2:123456789012:repository/team-*/*, which nobody declared",
    ],
    [
      "a grant of more",
      lab(),
      changed(lab(), "ecr:ListImages", "ecr:PutImage"),
      "ecr_access_teama_role may ecr:PutImage on arn:aws:ecr:us-west-2:123456789012:repository/team-a/*, which nobody declared",
    ],
    [
      "another account's repositories",
      lab(),
      { ...lab(), account: "210987654321" },
      "arn:aws:iam::210987654321:root may assume ecr_access_teama_role, which nobody declared",
    ],
    [
      "a principal that nobody named",
      everyKind(),
      changed(everyKind(), "role/developers", "role/anybody"),
      "arn:aws:iam::123456789012:role/anybody may assume shop-developer, which nobody declared",
    ],
    [
      "a reader that nobody named",
      everyKind(),
      changed(everyKind(), '"210987654321","098765432109"', '"111111111111"'),
      "arn:aws:iam::111111111111:root may ecr:ListImages on base/node, which nobody declared",
    ],
    [
      "another organization",
      everyKind(),
      changed(everyKind(), "o-a1b2c3d4e5", "o-zzzzzzzzzz"),
      "o-zzzzzzzzzz may ecr:ListImages on base/node, which nobody declared",
    ],
    [
      "a template",
      changed(lab(), "IAM role to", "%{ if true }x%{ endif }"),
      changed(lab(), "IAM role to", "%{ if true }x%{ endif }"),
      '"%{ if true }x%{ endif } test ECR repository access" is evaluated',
    ],
  ])("is broken by %s", (_case, declared, synthesized, problem) => {
    expect(brokenBy(declared, synthesized)).toContain(problem);
  });

  test("is broken where a grant outside the namespace has lost its share", () => {
    const declared = everyKind();
    const unshared = {
      ...declared,
      teams: declared.teams.map((team) => ({
        ...team,
        shares: team.shares.filter(({ to }) => to.type !== "all"),
      })),
    };
    expect(brokenBy(unshared)).toContain(
      "shop-developer may ecr:BatchGetImage on arn:aws:ecr:us-west-2:123456789012:repository/base/node, which nobody declared",
    );
  });
});

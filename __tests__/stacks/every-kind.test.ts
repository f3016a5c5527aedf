import { isDeepStrictEqual } from "node:util";
import type { Registry } from "../../lib/config/registry";
import { AccessStack } from "../../stacks/access-stack";
import { RepositoriesStack } from "../../stacks/repositories-stack";
import { everyKind } from "../policies/every-kind";
import { registry, repository, role, team } from "../policies/registry";
import { resources, synthesize } from "./synthesize";

const access = (declared: Registry) => synthesize(AccessStack, "ecr-access", declared);
const repositories = (declared: Registry) => synthesize(RepositoriesStack, "ecr-repositories", declared);

describe("a registry with one of each kind", () => {
  test("reads as reviewed: its repositories", () => {
    expect(repositories(everyKind()).resource).toMatchSnapshot();
  });

  test("reads as reviewed: its access", () => {
    expect(access(everyKind()).resource).toMatchSnapshot();
  });
});

describe("a repository", () => {
  const synthesized = (settings: Parameters<typeof repository>[1]) =>
    resources(
      repositories(registry([team("a", { repositories: [repository("a/b", settings)] })])),
      "aws_ecr_repository",
    )[0]!;

  test("is deleted with its images only where forceDelete says so", () => {
    expect(synthesized({ forceDelete: true }).force_delete).toBe(true);
    expect(synthesized({}).force_delete).toBe(false);
  });

  test("is scanned on push only where scanOnPush says so", () => {
    expect(synthesized({ scanOnPush: true }).image_scanning_configuration).toEqual({ scan_on_push: true });
    expect(synthesized({}).image_scanning_configuration).toEqual({ scan_on_push: false });
  });

  test("is encrypted with the key that is named, with AWS's own key of ECR, or with AES256", () => {
    const key = "arn:aws:kms:us-west-2:123456789012:key/1";
    expect(synthesized({ encryption: { type: "KMS", kmsKey: key } }).encryption_configuration).toEqual([
      { encryption_type: "KMS", kms_key: key },
    ]);
    expect(synthesized({ encryption: { type: "KMS" } }).encryption_configuration).toEqual([
      { encryption_type: "KMS" },
    ]);
    expect(synthesized({}).encryption_configuration).toEqual([{ encryption_type: "AES256" }]);
  });

  test("has the tags that are declared, and no others", () => {
    expect(synthesized({ tags: { owner: "a" } }).tags).toEqual({ owner: "a" });
    expect(synthesized({})).not.toHaveProperty("tags");
  });

  test("has no lifecycle and no policy that nobody declared", () => {
    const declared = registry([team("a", { repositories: [repository("a/b")] })]);
    expect(Object.keys(repositories(declared).resource!)).toEqual(["aws_ecr_repository"]);
  });
});

describe("another grant for one role", () => {
  test("changes one policy and nothing else", () => {
    const widened = {
      ...everyKind(),
      teams: everyKind().teams.map((team) => ({
        ...team,
        roles: team.roles.map((role) =>
          role.name === "shop-ci" ? { ...role, grants: role.grants.slice(0, 2) } : role,
        ),
      })),
    };
    const changed = (stack: typeof access) => {
      const [before, after] = [stack(everyKind()).resource!, stack(widened).resource!];
      return Object.keys({ ...before, ...after }).flatMap((type) =>
        Object.keys({ ...before[type], ...after[type] })
          .filter((name) => !isDeepStrictEqual(before[type]?.[name], after[type]?.[name]))
          .map((name) => `${type}.${name}`),
      );
    };
    expect(changed(access)).toEqual(["aws_iam_policy.shop-ci-policy"]);
    expect(changed(repositories)).toEqual([]);
  });
});

describe("GitHub's identity provider", () => {
  test("is made before the roles that it may assume, and only on request", () => {
    const provider = "aws_iam_openid_connect_provider";
    expect(resources(access(everyKind()), provider)).toEqual([
      { url: "https://token.actions.githubusercontent.com", client_id_list: ["sts.amazonaws.com"] },
    ]);
    const needs = resources(access(everyKind()), "aws_iam_role").map((role) => [role.name, role.depends_on]);
    expect(needs).toEqual([
      ["shop-ci", [`${provider}.github`]],
      ["shop-developer", undefined],
    ]);

    const existing = access({ ...everyKind(), githubProvider: "existing" });
    expect(resources(existing, provider)).toEqual([]);
    expect(JSON.stringify(existing)).not.toContain("depends_on");
  });
});

describe("names within Terraform", () => {
  const roles = (...names: string[]) =>
    registry([team("a", { roles: names.map((name) => role(name, { policy: name })) })]);

  test("stay as they are when another team is renamed", () => {
    const named = (namespace: string) =>
      repositories(
        registry([
          team(namespace, { repositories: [repository(`${namespace}/x`)] }),
          team("other", { repositories: [repository("other/x")] }),
        ]),
      ).resource!.aws_ecr_repository!;
    expect(Object.keys(named("one"))).toEqual(["one_x", "other_x"]);
    expect(Object.keys(named("two"))).toEqual(["other_x", "two_x"]);
    expect(named("one").other_x).toEqual(named("two").other_x);
  });

  test.each(["__proto__", "constructor", "toString", "Default", "Resource", "1st", "a.b@c+d=e,f", "-"])(
    "serve a role named %s",
    (name) => {
      const declared = access(roles(name));
      expect(resources(declared, "aws_iam_role").map((role) => role.name)).toEqual([name]);
      expect(Object.keys(declared.output!)).toHaveLength(1);
    },
  );

  test("are as long as AWS's names are", () => {
    const long = `team/${"x".repeat(250)}`;
    const declared = repositories(registry([team("team", { repositories: [repository(long)] })]));
    expect(Object.keys(declared.resource!.aws_ecr_repository!)).toEqual([`team_${"x".repeat(250)}`]);
  });
});

import { levelActions } from "../../lib/config/levels";
import type { Role, Trust } from "../../lib/config/registry";
import { limitProblems } from "../../lib/policies/limits";
import { everyKind } from "./every-kind";
import { grant, lab, registry, repository, role, share, team } from "./registry";

const problemsOf = (...roles: Role[]) => limitProblems(registry([team("a", { roles })]));
const ofLength = (length: number, prefix: string) => prefix + "x".repeat(length - prefix.length);

const granted = (repositories: number) =>
  grant({
    level: "pull",
    actions: levelActions("pull"),
    on: Array.from({ length: repositories }, (_, index) => ofLength(100, `a/${index}-`)),
  });

const trusting = (count: number): Trust => ({
  type: "principals",
  principals: Array.from({ length: count }, (_, index) => ({
    arn: ofLength(95, `arn:aws:iam::123456789012:role/${index}-`),
  })),
});

describe("the limits of IAM and ECR", () => {
  test("are kept by the lab, and by one of each kind", () => {
    expect(limitProblems(lab())).toEqual([]);
    expect(limitProblems(everyKind())).toEqual([]);
  });

  test("let a role have ten policies", () => {
    expect(problemsOf(role("r", { grants: [granted(380)] }))).toEqual([]);
  });

  test("let no role have eleven policies, and say which role", () => {
    expect(problemsOf(role("r", { grants: [granted(400)] }))).toEqual([
      'registry.yaml:4:5: teams[0] must have grants that fit 10 managed policies of 6144 characters, got 11 for role "r"',
    ]);
  });

  test("let a trust policy be 2,048 characters long and no longer", () => {
    expect(problemsOf(role("r", { trust: trusting(19) }))).toEqual([]);
    expect(problemsOf(role("r", { trust: trusting(20) }))).toEqual([
      'registry.yaml:4:5: teams[0] must have a trust policy of at most 2048 characters, got 2065 for role "r"',
    ]);
  });

  test("let a repository policy be 10,240 characters long and no longer", () => {
    const sharedWith = (count: number) => {
      const accounts = Array.from({ length: count }, (_, index) => `${100000000000 + index}`);
      const to = { type: "accounts", accounts } as const;
      const shares = [share({ to, actions: ["ecr:ListImages"], repositories: ["a/b"] })];
      return registry([team("a", { repositories: [repository("a/b"), repository("a/c")], shares })]);
    };
    expect(limitProblems(sharedWith(306))).toEqual([]);
    expect(limitProblems(sharedWith(320))).toEqual([
      expect.stringMatching(
        /^registry\.yaml:4:5: teams\[0\] must have a repository policy of at most 10240 characters, got 10\d{3} for repository "a\/b"$/,
      ),
    ]);
  });

  test("let a lifecycle policy be 30,720 characters long and no longer", () => {
    const withRules = (count: number) => {
      const lifecycle = Array.from({ length: count }, (_, index) => ({
        priority: index + 1,
        tagStatus: "tagged" as const,
        tagPrefixes: ["x".repeat(1000)],
        expire: { moreThan: 1 },
      }));
      return registry([team("a", { repositories: [repository("a/b", { lifecycle })] })]);
    };
    expect(limitProblems(withRules(26))).toEqual([]);
    expect(limitProblems(withRules(27))).toEqual([
      expect.stringMatching(
        /must have a lifecycle policy of at most 30720 characters, got \d+ for repository "a\/b"$/,
      ),
    ]);
  });

  test("let no two roles make policies of one name, whatever its case", () => {
    const two = (first: Partial<Role>, second: Partial<Role>) =>
      problemsOf(
        role("one", { policy: "p", grants: [granted(1)], ...first }),
        role("two", { policy: "q", grants: [granted(1)], ...second }),
      );
    expect(two({}, {})).toEqual([]);
    expect(two({}, { policy: "P" })).toEqual([
      'registry.yaml:4:5: teams[0] must have policies of its own: role "one" has one of this name, got "P"',
    ]);
    expect(two({ grants: [granted(60)] }, { policy: "p-2" })).toEqual([
      'registry.yaml:4:5: teams[0] must have policies of its own: role "one" has one of this name, got "p-2"',
    ]);
  });

  test("let a policy's name have 128 characters, its number included", () => {
    const named = (length: number) =>
      problemsOf(role("r", { policy: ofLength(length, "p"), grants: [granted(60)] }));
    expect(named(126)).toEqual([]);
    expect(named(127)).toEqual([
      expect.stringMatching(
        /^registry\.yaml:4:5: teams\[0\] must have policies with names of at most 128 characters, got "p/,
      ),
    ]);
  });

  test("are told all at once", () => {
    const both = role("r", { grants: [granted(400)], trust: trusting(20) });
    expect(problemsOf(both, role("s", { trust: trusting(20) }))).toHaveLength(3);
  });
});

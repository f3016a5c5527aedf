import { labSettings } from "../../cli/lab/settings";
import { expectedDenial, expectedImages, isAsExpected } from "../../cli/lab/expectation";
import { asAwsCli } from "../../cli/lab/list-images";
import { differences, labCell } from "../../cli/lab/proof";
import { loadRegistry } from "../../lib/config/load";

const lab = () => loadRegistry("registry.yaml", {});
const digest = `sha256:${"0".repeat(64)}`;

describe("the lab's settings", () => {
  test("are team-a/alpine and team-b/alpine unless the environment says otherwise", () => {
    expect(labSettings(lab(), { ECR_REPO_A: "" })).toMatchObject({
      repositoryA: "team-a/alpine",
      repositoryB: "team-b/alpine",
    });
  });

  test("take declared repositories from ECR_REPO_A and ECR_REPO_B", () => {
    expect(labSettings(lab(), { ECR_REPO_A: "team-b/alpine" }).repositoryA).toBe("team-b/alpine");
  });

  test("refuse a repository that is not declared", () => {
    expect(() => labSettings(lab(), { ECR_REPO_B: "team-c/alpine" })).toThrow(
      'ECR_REPO_B must name a declared repository (team-a/alpine, team-b/alpine), got "team-c/alpine"',
    );
  });

  test("refuse a registry without a role", () => {
    const registry = lab();
    const teams = registry.teams.map((team) => ({ ...team, roles: [] }));
    expect(() => labSettings({ ...registry, teams }, {})).toThrow("needs a role to assume");
  });
});

describe("the lab's expectation", () => {
  const settings = labSettings(lab(), {});
  const denial = expectedDenial(settings);

  test("reads as the lab's sentence", () => {
    expect(asAwsCli(denial)).toBe(
      "An error occurred (AccessDeniedException) when calling the ListImages operation: User: " +
        "arn:aws:sts::123456789012:assumed-role/ecr_access_teama_role/ECR-Access-Testing is not authorized to perform: " +
        "ecr:ListImages on resource: arn:aws:ecr:us-west-2:123456789012:repository/team-b/alpine because no identity-based " +
        "policy allows the ecr:ListImages action",
    );
  });

  test("is met by exactly that answer and by no other", () => {
    expect(isAsExpected(denial, denial)).toBe(true);
    expect(isAsExpected(expectedImages(digest), denial)).toBe(false);
    const explicit = { error: { name: "AccessDeniedException", message: "with an explicit deny" } };
    expect(isAsExpected(explicit, denial)).toBe(false);
    expect(isAsExpected({ imageIds: [] }, expectedImages(digest))).toBe(false);
  });

  const answerOf = (answer: Parameters<typeof asAwsCli>[0]) =>
    ({ repository: "team-b/alpine", declared: "denied", expected: denial, answer }) as const;

  test.each([
    ["the lab's denial", denial, "denied"],
    ["a list", expectedImages(digest), "allowed"],
    [
      "a missing repository",
      { error: { name: "RepositoryNotFoundException", message: "gone" } },
      "inconclusive",
    ],
    ["an expired session", { error: { name: "ExpiredTokenException", message: "expired" } }, "inconclusive"],
  ])("where a denial is declared, %s is no other than what it is", (_case, answer, observed) => {
    expect(labCell("role", answerOf(answer)).observed).toBe(observed);
    expect(differences([answerOf(answer)])).toHaveLength(answer === denial ? 0 : 1);
  });

  test("names the repository and both answers where one is not as the lab says", () => {
    expect(differences([answerOf(expectedImages(digest))])[0]).toMatch(
      /^team-b\/alpine: expected An error .* got \{ "imageIds".*\}$/,
    );
  });
});

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DescribeRepositoriesCommand } from "@aws-sdk/client-ecr";
import { pushImage } from "../../cli/lab/push-image";
import { type SandboxCheckout, sandboxCheckout } from "./sandbox-checkout";

describe("npm run deploy", () => {
  let here: SandboxCheckout;
  let registry: string;

  beforeAll(async () => {
    here = await sandboxCheckout();
    registry = readFileSync(join(here.checkout.path, "registry.yaml"), "utf8");
    // such a repository would lose its images without ECR's objecting
    registry = registry.replace(/- name: alpine.*\n/, "- name: alpine\n        forceDelete: true\n");
    expect(await deploy(registry)).toMatchObject({ status: 0 });
    await pushImage(here.ecr, "team-a/alpine", "v1");
  });

  afterAll(() => here.remove());

  function deploy(content: string, variables: Record<string, string> = {}) {
    writeFileSync(join(here.checkout.path, "registry.yaml"), content);
    return here.run("npm", ["run", "--silent", "deploy", "--", "--auto-approve"], variables);
  }

  const repositories = async (): Promise<string[]> => {
    const { repositories: found = [] } = await here.ecr.send(new DescribeRepositoriesCommand({}));
    return found.map(({ repositoryName }) => repositoryName!).sort();
  };

  const renamed = () => registry.replace("- name: alpine", "- name: renamed");

  test.each([
    ["renamed", () => renamed(), "delete team-a/alpine"],
    [
      "given another encryption",
      () => registry.replace("forceDelete: true", "forceDelete: true\n        encryption: KMS"),
      "replace team-a/alpine (encryption_configuration changes)",
    ],
  ])("refuses to lose the images of a repository that was %s", async (_case, content, said) => {
    const { status, stderr } = await deploy(content());
    expect(status).toBe(4);
    expect(stderr.trim()).toBe(
      `the plan would ${said}, and lose the images there; ALLOW_REPOSITORY_LOSS=team-a/alpine allows it`,
    );
    expect(await repositories()).toEqual(["team-a/alpine", "team-b/alpine"]);
  });

  test("is not moved by the consent to lose another repository", async () => {
    expect(await deploy(renamed(), { ALLOW_REPOSITORY_LOSS: "team-b/alpine" })).toMatchObject({ status: 4 });
  });

  test("replaces an empty repository without a word", async () => {
    const content = registry.replace(/(namespace: team-b[^]*- name: )alpine/, "$1other");
    expect(await deploy(content)).toMatchObject({ status: 0 });
    expect(await repositories()).toEqual(["team-a/alpine", "team-b/other"]);
  });

  test("goes on when ALLOW_REPOSITORY_LOSS names the repository", async () => {
    expect(await deploy(renamed(), { ALLOW_REPOSITORY_LOSS: "team-a/alpine" })).toMatchObject({ status: 0 });
    expect(await repositories()).toEqual(["team-a/renamed", "team-b/alpine"]);
  });
});

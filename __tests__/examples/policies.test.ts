import { join } from "node:path";
import { loadRegistry } from "../../lib/config/load";
import { identityPolicies } from "../../lib/policies/identity";
import { lifecyclePolicy } from "../../lib/policies/lifecycle";
import { repositoryPolicy } from "../../lib/policies/repository";
import { trustPolicy } from "../../lib/policies/trust";

/** Each kind of policy document of an example once, to be read by a reviewer. */
function documentsOf(example: string) {
  const registry = loadRegistry(join(__dirname, "../../examples", example, "registry.yaml"), {});
  const role = (name: string) => {
    const found = registry.teams.flatMap(({ roles }) => roles).find((each) => each.name === name);
    if (!found) throw new Error(`no role ${name}`);
    return found;
  };
  const repository = (name: string) => {
    const owner = registry.teams.find(({ namespace }) => name.startsWith(`${namespace}/`));
    const found = owner?.repositories.find((each) => each.name === name);
    if (!owner || !found) throw new Error(`no repository ${name}`);
    return { found, owner };
  };
  return {
    trust: (name: string) => trustPolicy(role(name), registry),
    identity: (name: string) => identityPolicies(role(name), registry),
    repository: (name: string) => {
      const { found, owner } = repository(name);
      return repositoryPolicy(found, owner, registry);
    },
    lifecycle: (name: string) => lifecyclePolicy(repository(name).found.lifecycle),
  };
}

describe("the company", () => {
  const company = documentsOf("company");

  test.each([
    ["whoever of the account may assume roles", "ecr-platform-developer"],
    ["one role of the account", "ecr-base-admin"],
    ["another account with an external id", "ecr-security-auditor"],
    ["another account of the organization", "ecr-data-analyst"],
    ["workflows of a GitHub branch", "ecr-base-ci"],
    ["workflows of a GitHub environment", "ecr-ml-deployer"],
    ["workflows whose subject has no ids", "legacy_build"],
  ])("trust of %s (%s) reads as reviewed", (_kind, role) => {
    expect(company.trust(role)).toMatchSnapshot();
  });

  test.each([
    ["a level on the own namespace and one on another", "ecr-platform-developer"],
    ["the admin level", "ecr-base-admin"],
    ["actions on what others share", "ecr-security-auditor"],
  ])("%s (%s) reads as reviewed", (_kind, role) => {
    expect(company.identity(role)).toMatchSnapshot();
  });

  test.each([
    ["other accounts", "platform/ingress"],
    ["an organization", "data/spark"],
  ])("sharing with %s (%s) reads as reviewed", (_kind, repository) => {
    expect(company.repository(repository)).toMatchSnapshot();
  });

  test("a repository shared inside the registry alone has no policy of its own", () => {
    expect(company.repository("base/node")).toBeUndefined();
  });

  test("lifecycle rules read as reviewed", () => {
    expect(company.lifecycle("search/indexer")).toMatchSnapshot();
  });
});

test("GovCloud's documents, the verifier's way in among them, read as reviewed", () => {
  const govcloud = documentsOf("govcloud");
  expect(govcloud.trust("ecr-agency-benefits-operator")).toMatchSnapshot("trust");
  expect(govcloud.identity("ecr-agency-benefits-operator")).toMatchSnapshot("identity");
});

import { CreateRepositoryCommand, ECRClient, SetRepositoryPolicyCommand } from "@aws-sdk/client-ecr";
import {
  CreateOpenIDConnectProviderCommand,
  CreateRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import PQueue from "p-queue";
import type { Registry } from "../../lib/config/registry";
import type { StsSettings } from "../../lib/credentials/client";
import { identityPolicies } from "../../lib/policies/identity";
import { repositoryPolicy } from "../../lib/policies/repository";
import { githubAudience, githubIssuer, trustPolicy } from "../../lib/policies/trust";

interface Place {
  readonly endpoint: string;
  readonly deployer: NonNullable<StsSettings["credentials"]>;
}

/** Deploys a registry with the SDK, in a second where Terraform takes a minute; its policies are inline ones. */
export async function deployRegistry({ endpoint, deployer }: Place, registry: Registry): Promise<void> {
  const settings = { endpoint, region: registry.region, credentials: deployer };
  const iam = new IAMClient(settings);
  const ecr = new ECRClient(settings);
  const queue = new PQueue({ concurrency: 8 });
  try {
    if (registry.githubProvider === "create") {
      const Url = `https://${githubIssuer}`;
      await iam.send(new CreateOpenIDConnectProviderCommand({ Url, ClientIDList: [githubAudience] }));
    }
    const repositories = registry.teams.flatMap((team) =>
      team.repositories.map((repository) => ({ team, repository })),
    );
    const deployRepository = async ({ team, repository }: (typeof repositories)[number]): Promise<void> => {
      const repositoryName = repository.name;
      await ecr.send(new CreateRepositoryCommand({ repositoryName }));
      const policy = repositoryPolicy(repository, team, registry);
      if (!policy) return;
      await ecr.send(new SetRepositoryPolicyCommand({ repositoryName, policyText: JSON.stringify(policy) }));
    };
    await queue.addAll(repositories.map((one) => () => deployRepository(one)));
    const roles = registry.teams.flatMap((team) => team.roles);
    const deployRole = async (role: (typeof roles)[number]): Promise<void> => {
      const AssumeRolePolicyDocument = JSON.stringify(trustPolicy(role, registry));
      await iam.send(new CreateRoleCommand({ RoleName: role.name, AssumeRolePolicyDocument }));
      for (const { name: PolicyName, document } of identityPolicies(role, registry)) {
        const PolicyDocument = JSON.stringify(document);
        await iam.send(new PutRolePolicyCommand({ RoleName: role.name, PolicyName, PolicyDocument }));
      }
    };
    await queue.addAll(roles.map((role) => () => deployRole(role)));
  } finally {
    iam.destroy();
    ecr.destroy();
  }
}

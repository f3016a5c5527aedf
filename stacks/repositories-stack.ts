import { EcrLifecyclePolicy } from "@cdktf/provider-aws/lib/ecr-lifecycle-policy";
import { EcrRepository } from "@cdktf/provider-aws/lib/ecr-repository";
import { EcrRepositoryPolicy } from "@cdktf/provider-aws/lib/ecr-repository-policy";
import type { Construct } from "constructs";
import type { Registry, Repository, Team } from "../lib/config/registry";
import { lifecyclePolicy } from "../lib/policies/lifecycle";
import { repositoryPolicy } from "../lib/policies/repository";
import { repositoryAddress } from "./address";
import { RegistryStack } from "./registry-stack";
import { tagsOf } from "./tags";

/** The repositories of every team, in one region: what holds images, so what must not be lost. */
export class RepositoriesStack extends RegistryStack {
  constructor(scope: Construct, id: string, registry: Registry) {
    super(scope, id, registry);
    for (const team of registry.teams) {
      for (const repository of team.repositories) this.addRepository(repository, team, registry);
    }
  }

  private addRepository(declared: Repository, owner: Team, registry: Registry): void {
    const address = repositoryAddress(declared.name);
    const repository = new EcrRepository(this, `aws_ecr_repository.${address}`, {
      name: declared.name,
      imageTagMutability: declared.imageTagMutability,
      imageScanningConfiguration: { scanOnPush: declared.scanOnPush },
      encryptionConfiguration: [
        {
          encryptionType: declared.encryption.type,
          kmsKey: declared.encryption.type === "KMS" ? declared.encryption.kmsKey : undefined,
        },
      ],
      forceDelete: declared.forceDelete,
      tags: tagsOf(declared),
    });

    if (declared.lifecycle.length) {
      new EcrLifecyclePolicy(this, `aws_ecr_lifecycle_policy.${address}`, {
        repository: repository.name,
        policy: JSON.stringify(lifecyclePolicy(declared.lifecycle)),
      });
    }

    const policy = repositoryPolicy(declared, owner, registry);
    if (policy) {
      new EcrRepositoryPolicy(this, `aws_ecr_repository_policy.${address}`, {
        repository: repository.name,
        policy: JSON.stringify(policy),
      });
    }
  }
}

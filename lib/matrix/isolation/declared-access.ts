import { repositoryArn } from "../../aws/arn";
import { ecrAction } from "../../aws/ecr-actions";
import type { Registry, Role, Share } from "../../config/registry";
import type { PolicyDocument, PolicySet } from "../../iam/types";
import { covers } from "../declare";

/** What the registry's grants give a role, as policies: from the grants alone. */
export function grantedBy(role: Role | undefined, registry: Registry): PolicySet {
  const statements = (role?.grants ?? []).flatMap(({ actions, on }) => {
    const onRepositories = actions.filter((action) => ecrAction(action)?.repository);
    const others = actions.filter((action) => !ecrAction(action)?.repository);
    return [
      ...(onRepositories.length && on.length
        ? [
            {
              Effect: "Allow",
              Action: onRepositories,
              Resource: on.map((name) => repositoryArn(registry, name)),
            },
          ]
        : []),
      ...(others.length ? [{ Effect: "Allow", Action: others, Resource: "*" }] : []),
    ];
  });
  return { identity: [{ name: "declared", document: { Version: "2012-10-17", Statement: statements } }] };
}

/** What the shares of a repository with accounts and organizations come to, as a repository policy: from the shares alone. */
export function sharedBy(repository: string, registry: Registry): PolicyDocument {
  const shares = registry.teams
    .filter(({ namespace }) => repository.startsWith(`${namespace}/`))
    .flatMap((team) => team.shares)
    .filter((share) => share.repositories.some((name) => covers(name, repository)));
  return { Version: "2012-10-17", Statement: shares.flatMap((share) => sharedStatement(share, registry)) };
}

/** What all shares come to, as one policy for every name. */
export function sharedAnywhere(registry: Registry): PolicyDocument {
  const shares = registry.teams.flatMap((team) => team.shares);
  const statements = shares.flatMap((share) =>
    sharedStatement(share, registry).map((statement) => ({
      ...statement,
      Resource: share.repositories.map((name) => repositoryArn(registry, name)),
    })),
  );
  return { Version: "2012-10-17", Statement: statements };
}

function sharedStatement({ to, actions }: Share, { account }: Registry): object[] {
  if (to.type === "accounts") return [{ Effect: "Allow", Principal: { AWS: to.accounts }, Action: actions }];
  if (to.type !== "organization") return [];
  const condition = {
    StringEquals: { "aws:PrincipalOrgID": to.organization },
    StringNotEquals: { "aws:PrincipalAccount": account },
  };
  return [{ Effect: "Allow", Principal: "*", Action: actions, Condition: condition }];
}

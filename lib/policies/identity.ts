/** What a role may do. */
import { repositoryArn } from "../aws/arn";
import { ecrAction } from "../aws/ecr-actions";
import type { Grant, Registry, Role } from "../config/registry";
import { type PolicyDocument, policyDocument } from "./document";
import { levelSid } from "./level-sid";
import { type GrantStatement, splitStatements } from "./split";

/** A customer-managed policy of IAM. */
export interface ManagedPolicy {
  readonly name: string;
  readonly document: PolicyDocument;
}

/**
 * The customer-managed policies of a role: one; none for a role without grants; several where one document would be
 * too long, the further ones named `<policy>-2`, `<policy>-3`, …
 */
export function identityPolicies(role: Pick<Role, "policy" | "grants">, registry: Registry): ManagedPolicy[] {
  const statements = [...tokenStatement(role.grants), ...repositoryStatements(role.grants, registry)];
  return splitStatements(statements).map((part, index) => ({
    name: index === 0 ? role.policy : `${role.policy}-${index + 1}`,
    document: policyDocument(part),
  }));
}

/**
 * Logging in has no repository to name: IAM asks for the action on `*`, and a grant of it on a repository grants nothing.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetAuthorizationToken.html
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html
 */
function tokenStatement(grants: readonly Grant[]): GrantStatement[] {
  const action = "ecr:GetAuthorizationToken";
  const asking = grants.filter(({ actions }) => actions.includes(action));
  if (!asking.length) return [];
  const sid = asking.some(({ level }) => level !== undefined) && { Sid: "GetAuthorizationToken" };
  return [{ ...sid, Effect: "Allow", Action: [action], Resource: ["*"] }];
}

/** One statement for each level that the grants name, and one for each grant by actions, in the order of the grants. */
function repositoryStatements(grants: readonly Grant[], registry: Registry): GrantStatement[] {
  const groups = new Map<unknown, Grant[]>();
  for (const grant of grants) {
    const key = grant.level ?? grant;
    groups.set(key, [...(groups.get(key) ?? []), grant]);
  }
  return [...groups.values()].flatMap((group) => {
    const { level, actions } = group[0]!;
    const onRepositories = actions.filter((action) => ecrAction(action)?.repository);
    const names = new Set(group.flatMap(({ on }) => on));
    if (!onRepositories.length || !names.size) return [];
    return [
      {
        ...(level && { Sid: levelSid(level) }),
        Effect: "Allow",
        Action: onRepositories,
        Resource: [...names].map((name) => repositoryArn(registry, name)),
      },
    ];
  });
}

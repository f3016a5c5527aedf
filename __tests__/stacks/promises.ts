import { ecrAction } from "../../lib/aws/ecr-actions";
import type { Grant, Registry, Role, Team } from "../../lib/config/registry";
import { resources, type Synthesized } from "./synthesize";

interface Statement {
  readonly Effect: string;
  readonly Principal?: "*" | Readonly<Record<string, string | string[]>>;
  readonly Action: string | string[];
  readonly Resource?: string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/**
 * What the synthesized JSON does that the registry does not say, in words; empty for an honest one. Found from grants
 * and shares alone, without the code that makes the policies.
 */
export function brokenPromises(registry: Registry, repositories: Synthesized, access: Synthesized): string[] {
  return [
    ...resources(access, "aws_iam_policy").flatMap((policy) => identityProblems(registry, access, policy)),
    ...resources(access, "aws_iam_role").flatMap((role) => trustProblems(registry, role)),
    ...resources(repositories, "aws_ecr_repository_policy").flatMap((policy) =>
      repositoryProblems(registry, repositories, policy),
    ),
    ...templates([repositories, access]),
  ];
}

type Body = Record<string, unknown>;

const statementsOf = (document: unknown) => (document as { Statement: Statement[] }).Statement;

function identityProblems(registry: Registry, access: Synthesized, policy: Body): string[] {
  const holders = holdersOf(registry, access, policy);
  if (holders.length !== 1) return [`${policy.name} is attached ${holders.length} times`];
  const [{ team, role }] = holders as [{ team: Team; role: Role }];
  return statementsOf(policy.policy).flatMap(({ Effect, Action, Resource = [] }) => {
    const actions = [Action].flat();
    const unknown = actions.filter((action) => ecrAction(action)?.name !== action);
    return [
      ...(Effect === "Allow" ? [] : [`${policy.name} has a statement that does not allow`]),
      ...unknown.map((action) => `${policy.name} grants ${action}, which is no action`),
      ...actions.flatMap((action) =>
        Resource.filter((resource) => !isDeclared(registry, team, role, action, resource)).map(
          (resource) => `${role.name} may ${action} on ${resource}, which nobody declared`,
        ),
      ),
    ];
  });
}

/** The roles to which a policy is attached, through the references that Terraform follows. */
function holdersOf(registry: Registry, access: Synthesized, policy: Body) {
  const nameOf = (type: string, reference: unknown) =>
    access.resource![type]![/^\$\{\w+\.([\w-]+)\.\w+\}$/.exec(String(reference))![1]!]!.name;
  const names = resources(access, "aws_iam_role_policy_attachment")
    .filter((attachment) => nameOf("aws_iam_policy", attachment.policy_arn) === policy.name)
    .map((attachment) => nameOf("aws_iam_role", attachment.role));
  return registry.teams.flatMap((team) =>
    team.roles.filter(({ name }) => names.includes(name)).map((role) => ({ team, role })),
  );
}

function isDeclared(registry: Registry, team: Team, role: Role, action: string, resource: string): boolean {
  const grants = role.grants.filter(({ actions }) => actions.includes(action));
  if (action === "ecr:GetAuthorizationToken") return resource === "*" && grants.length > 0;
  const { partition, region, account } = registry;
  const prefix = `arn:${partition}:ecr:${region}:${account}:repository/`;
  const name = resource.slice(prefix.length);
  const declared = resource.startsWith(prefix) && grants.some((grant: Grant) => grant.on.includes(name));
  return declared && (isIn(name, team.namespace) || isShared(registry, team, action, name));
}

function isShared(registry: Registry, team: Team, action: string, name: string): boolean {
  return registry.teams
    .filter((owner) => isIn(name, owner.namespace))
    .flatMap((owner) => owner.shares)
    .some(
      ({ to, actions, repositories }) =>
        (to.type === "all" || (to.type === "namespaces" && to.namespaces.includes(team.namespace))) &&
        actions.includes(action) &&
        repositories.some(
          (shared) => shared === name || (shared.endsWith("/*") && isIn(name, shared.slice(0, -2))),
        ),
    );
}

/** Whole parts of the name, never its first letters: `team-a-x/api` is not in `team-a`. */
function isIn(name: string, namespace: string): boolean {
  const parts = namespace.split("/");
  return (
    name.split("/").length > parts.length && parts.every((part, index) => name.split("/")[index] === part)
  );
}

function trustProblems(registry: Registry, { name, assume_role_policy }: Body): string[] {
  const role = registry.teams.flatMap(({ roles }) => roles).find((each) => each.name === name)!;
  const iam = `arn:${registry.partition}:iam::${registry.account}`;
  const trusted = {
    account: () => [`${iam}:root`],
    principals: () => (role.trust.type === "principals" ? role.trust.principals.map(({ arn }) => arn) : []),
    github: () => [`${iam}:oidc-provider/token.actions.githubusercontent.com`],
  }[role.trust.type]();
  const declared = [...trusted, ...(registry.verifier === undefined ? [] : [registry.verifier])];
  return statementsOf(assume_role_policy)
    .flatMap(({ Principal }) => principalsIn(Principal))
    .filter((principal) => !declared.includes(principal))
    .map((principal) => `${principal} may assume ${name}, which nobody declared`);
}

const principalsIn = (principal: Statement["Principal"]) =>
  typeof principal === "object" ? Object.values(principal).flat() : [String(principal)];

function repositoryProblems(
  registry: Registry,
  repositories: Synthesized,
  { repository, policy }: Body,
): string[] {
  const address = /^\$\{aws_ecr_repository\.([\w-]+)\.name\}$/.exec(String(repository))![1]!;
  const name = String(repositories.resource!.aws_ecr_repository![address]!.name);
  const shares = registry.teams
    .filter((owner) => isIn(name, owner.namespace))
    .flatMap((owner) => owner.shares)
    .filter((share) =>
      share.repositories.some((shared) => shared === name || isIn(name, shared.replace(/\/\*$/, ""))),
    );
  return statementsOf(policy).flatMap(({ Principal, Action, Condition }) => {
    const organizations = [Condition?.StringEquals?.["aws:PrincipalOrgID"] ?? []].flat() as string[];
    const guests = principalsIn(Principal).flatMap((each) => (each === "*" ? organizations : [each]));
    if (!guests.length) return [`anybody may use ${name}`];
    return guests.flatMap((guest) =>
      [Action]
        .flat()
        .filter(
          (action) =>
            !shares.some(({ to, actions }) => {
              const isGuest =
                (to.type === "organization" && to.organization === guest) ||
                (to.type === "accounts" &&
                  to.accounts.some((account) => guest === `arn:${registry.partition}:iam::${account}:root`));
              return isGuest && actions.includes(action);
            }),
        )
        .map((action) => `${guest} may ${action} on ${name}, which nobody declared`),
    );
  });
}

/** Strings that Terraform would evaluate, but for the references that the stacks write themselves. */
function templates(value: unknown): string[] {
  if (typeof value === "object" && value !== null) {
    return Object.entries(value).flatMap(([key, inner]) => [...templates(key), ...templates(inner)]);
  }
  const text = String(value);
  if (/^\$\{aws_\w+\.[A-Za-z_][\w-]*\.(arn|name)\}$/.test(text)) return [];
  return /[$%]\{|Token\[/.test(text) ? [`${JSON.stringify(text)} is evaluated`] : [];
}

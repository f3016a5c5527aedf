/** Stacks of a few roles and repositories, as inventories. */
import { buildInventory } from "../../lib/terraform/build-inventory";
import type { Inventory } from "../../lib/terraform/inventory";
import { readSynthesized } from "../../lib/terraform/synthesized";

export const ACCOUNT = "123456789012";
export const roleArn = (name: string, path = "/") => `arn:aws:iam::${ACCOUNT}:role${path}${name}`;
export const repositoryArn = (name: string) => `arn:aws:ecr:us-west-2:${ACCOUNT}:repository/${name}`;

/** As a template has it: what is a variable of IAM's is none of Terraform's. */
export const document = (...statements: readonly object[]) =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements }).replaceAll("${aws:", () => "$${aws:");

export const allow = (action: string, condition?: object, resource: unknown = repositoryArn("*")) => ({
  Effect: "Allow",
  Action: action,
  Resource: resource,
  ...(condition && { Condition: condition }),
});

export interface SmallRole {
  readonly statements?: readonly object[];
  readonly trust?: readonly object[];
  /** ARNs of policies that the stack does not hold. */
  readonly managed?: readonly string[];
  readonly tags?: object;
  readonly path?: string;
  readonly boundary?: readonly object[];
}

export interface SmallRepository {
  readonly policy?: readonly object[];
  readonly tags?: object;
}

export interface SmallStack {
  readonly roles?: Readonly<Record<string, SmallRole>>;
  readonly repositories?: Readonly<Record<string, SmallRepository>>;
  readonly registry?: readonly object[];
  /** Policies of repository creation templates, by prefix; `ROOT` is for all others. */
  readonly templates?: Readonly<Record<string, readonly object[]>>;
  readonly defaultTags?: object;
}

export const TRUSTED = {
  Effect: "Allow",
  Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
  Action: "sts:AssumeRole",
};

/** The Terraform JSON of one stack. */
export function stackJson({
  roles = {},
  repositories = {},
  registry,
  templates = {},
  defaultTags,
}: SmallStack) {
  const provider = {
    region: "us-west-2",
    allowed_account_ids: [ACCOUNT],
    ...(defaultTags && { default_tags: [{ tags: defaultTags }] }),
  };
  const policies = Object.entries(repositories).filter(([, { policy }]) => policy);
  const bounds = Object.entries(roles).filter(([, { boundary }]) => boundary);
  return {
    provider: { aws: [provider] },
    resource: {
      aws_iam_role: mapped(roles, (name, role) => ({
        name,
        assume_role_policy: document(...(role.trust ?? [TRUSTED])),
        inline_policy: role.statements && [{ name: "p", policy: document(...role.statements) }],
        ...(role.managed && { managed_policy_arns: role.managed }),
        ...(role.tags && { tags: role.tags }),
        ...(role.path && { path: role.path }),
        ...(role.boundary && { permissions_boundary: `\${aws_iam_policy.${name}-boundary.arn}` }),
      })),
      aws_iam_policy: Object.fromEntries(
        bounds.map(([name, { boundary }]) => [
          `${name}-boundary`,
          { name: `${name}-boundary`, policy: document(...boundary!) },
        ]),
      ),
      aws_ecr_repository: mapped(repositories, (name, { tags }) => ({ name, ...(tags && { tags }) })),
      aws_ecr_repository_policy: mapped(Object.fromEntries(policies), (name, { policy }) => ({
        repository: name,
        policy: document(...policy!),
      })),
      aws_ecr_repository_creation_template: mapped(templates, (prefix, policy) => ({
        prefix,
        applied_for: ["PULL_THROUGH_CACHE"],
        repository_policy: document(...policy),
      })),
      ...(registry && { aws_ecr_registry_policy: { all: { policy: document(...registry) } } }),
    },
  };
}

function mapped<Value>(
  record: Readonly<Record<string, Value>>,
  make: (name: string, value: Value) => object,
) {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => [name.replace(/\W/g, "_"), make(name, value)]),
  );
}

export function inventoryOf(stack: SmallStack): Inventory {
  return buildInventory(readSynthesized([{ name: "app", content: stackJson(stack) }]));
}

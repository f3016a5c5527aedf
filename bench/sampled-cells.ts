/** Cells to ask one by one, and what the evaluator says of them. */
import { repositoryArn } from "../lib/aws/arn";
import { evaluate } from "../lib/iam/evaluate";
import type { NamedPolicy } from "../lib/iam/types";
import type { Inventory } from "../lib/terraform/inventory";

export const ACTIONS = [
  "ecr:ListImages",
  "ecr:DescribeImages",
  "ecr:BatchGetImage",
  "ecr:PutImage",
  "ecr:BatchDeleteImage",
];
const SAMPLES = 3000;

export interface Sample {
  readonly role: string;
  readonly action: string;
  readonly repository: string;
}

/**
 * Cells spread over everything, every second in the role's own namespace or in one that begins like it.
 *
 * @param created only repositories that exist
 */
export function samplesOf({ roles, repositories }: Inventory, created: boolean): Sample[] {
  const names = repositories.map(({ name }) => name);
  const exist = new Set(names);
  const samples = Array.from({ length: SAMPLES }, (_, number): Sample => {
    const { name: role } = roles[(number * 7919) % roles.length]!;
    const near = `${role.replace(/-[a-z]+$/, "")}${["/app-1", "1/app-2", "/new", "x/new", "-x"][(number >> 1) % 5]}`;
    return {
      role,
      action: ACTIONS[(number >> 3) % ACTIONS.length]!,
      repository: number % 2 ? near : names[(number * 104_729) % names.length]!,
    };
  });
  return created ? samples.filter(({ repository }) => exist.has(repository)) : samples;
}

/** What the evaluator says of one cell, with the role's policies word for word. */
export function isAllowed(inventory: Inventory, { role, action, repository }: Sample): boolean {
  const { identity } = rolesOf(inventory).get(role)!;
  const location = { partition: "aws", region: inventory.region!, account: inventory.account! };
  const session = `arn:aws:sts::${location.account}:assumed-role/${role}/sample`;
  const request = {
    principal: { arn: session, accountId: location.account },
    action,
    resource: repositoryArn(location, repository),
    resourceAccountId: location.account,
    context: {},
  };
  return evaluate(request, { identity: identity as readonly NamedPolicy[] }).result === "Allowed";
}

const known = new WeakMap<Inventory, ReadonlyMap<string, Inventory["roles"][number]>>();

function rolesOf(inventory: Inventory): ReadonlyMap<string, Inventory["roles"][number]> {
  const roles = known.get(inventory) ?? new Map(inventory.roles.map((role) => [role.name, role]));
  known.set(inventory, roles);
  return roles;
}

/** @returns how many samples there are; @throws Error with the first that differs, or when too few are allowed to tell anything */
export function agree(
  samples: readonly Sample[],
  said: (sample: Sample) => boolean,
  asked: (sample: Sample) => boolean,
): number {
  let positive = 0;
  for (const sample of samples) {
    const answer = asked(sample);
    if (answer) positive++;
    if (said(sample) !== answer)
      throw new Error(`said ${!answer}, but the evaluator ${answer}: ${JSON.stringify(sample)}`);
  }
  if (positive < samples.length / 100)
    throw new Error(`only ${positive} of ${samples.length} samples are positive`);
  return samples.length;
}

/** A repository that a plan would delete, and its images with it. */
export interface RepositoryLoss {
  /** The name that it has now: `team-a/alpine`. */
  readonly repository: string;
  /** Its address within Terraform. */
  readonly address: string;
  /** Deleted for good, or to make another in its place. */
  readonly kind: "delete" | "replace";
  /** The arguments whose change makes Terraform replace it: `name`, `encryption_configuration`. Empty for a delete. */
  readonly because: readonly string[];
}

interface ResourceChange {
  readonly address: string;
  readonly mode: string;
  readonly type: string;
  readonly change: {
    readonly actions: readonly string[];
    readonly before: { readonly name?: string } | null;
    readonly replace_paths?: readonly (readonly (string | number)[])[];
  };
}

/**
 * Every repository that the plan would delete or replace, whether it holds images or not. One that Terraform only
 * forgets stays as it is in AWS.
 *
 * @param plan what `terraform show -json PLANFILE` prints, parsed
 * @throws Error for JSON that is no plan: silence must mean that nothing is lost
 * @see https://developer.hashicorp.com/terraform/internals/json-format#change-representation
 */
export function repositoryLosses(plan: unknown): RepositoryLoss[] {
  return changesOf(plan)
    .filter(({ mode, type }) => mode === "managed" && type === "aws_ecr_repository")
    .filter(({ change }) => change.actions.includes("delete"))
    .map(({ address, change }) => ({
      repository: change.before?.name ?? address,
      address,
      kind: change.actions.includes("create") ? "replace" : "delete",
      because: [...new Set((change.replace_paths ?? []).map(([argument]) => String(argument)))],
    }));
}

function changesOf(plan: unknown): readonly ResourceChange[] {
  const isPlan =
    typeof plan === "object" && plan !== null && "format_version" in plan && "planned_values" in plan;
  if (!isPlan) throw new Error("expected what `terraform show -json` prints of a plan");
  // A plan without any resource has no such key.
  return "resource_changes" in plan ? (plan.resource_changes as ResourceChange[]) : [];
}

/**
 * The losses that nobody has agreed to.
 *
 * @param agreed repository names with commas between, as ALLOW_REPOSITORY_LOSS holds them; a name agrees to itself alone
 */
export function unagreedLosses(
  losses: readonly RepositoryLoss[],
  agreed: string | undefined,
): RepositoryLoss[] {
  const names = (agreed ?? "").split(",").map((name) => name.trim());
  return losses.filter(({ repository }) => !names.includes(repository));
}

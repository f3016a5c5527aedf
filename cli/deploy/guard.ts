import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { DescribeImagesCommand, ECRClient } from "@aws-sdk/client-ecr";
import { type RepositoryLoss, repositoryLosses, unagreedLosses } from "../../lib/terraform/plan-guard";
import { terraform } from "../../lib/terraform/run";
import { WorkError } from "../failure";
import { synthesize } from "../lab/synthesize";
import { ROOT } from "../root";

export interface GuardOptions {
  readonly region: string;
  /** Terraform's path. */
  readonly terraform: string;
  /** As the deployment itself will see it. */
  readonly environment: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
}

/**
 * Plans the repositories, and refuses a plan that would delete or replace one that holds images: deploying an edited name
 * or encryption must not lose what teams have pushed. `ALLOW_REPOSITORY_LOSS` names those that may go.
 *
 * @throws {WorkError} one line that names the repositories
 */
export async function refuseImageLoss(options: GuardOptions): Promise<void> {
  const { environment, region } = options;
  const losses = unagreedLosses(
    repositoryLosses(await planRepositories(options)),
    environment.ALLOW_REPOSITORY_LOSS,
  );
  const ecr = new ECRClient({ region });
  try {
    const full: RepositoryLoss[] = [];
    for (const loss of losses) if (await holdsImages(ecr, loss.repository)) full.push(loss);
    if (full.length) throw new WorkError(refusal(full));
  } finally {
    ecr.destroy();
  }
}

async function planRepositories({ terraform: program, environment, signal }: GuardOptions): Promise<unknown> {
  const output = resolve(ROOT, environment.CDKTF_OUTPUT || "cdktf.out");
  await synthesize(ROOT, environment, output, signal);
  const run = { program, environment, signal, cwd: join(output, "stacks/ecr-repositories") };
  const directory = mkdtempSync(join(tmpdir(), "ecr-access-plan-"));
  try {
    const plan = join(directory, "plan");
    await terraform(run, ["init", "-input=false", "-no-color"]);
    await terraform(run, ["plan", `-out=${plan}`, "-input=false", "-no-color"]);
    return JSON.parse((await terraform(run, ["show", "-json", plan])).stdout);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Only a repository that is known to be empty, or gone, holds none. */
async function holdsImages(ecr: ECRClient, repositoryName: string): Promise<boolean> {
  try {
    const { imageDetails } = await ecr.send(new DescribeImagesCommand({ repositoryName, maxResults: 1 }));
    return imageDetails?.length !== 0;
  } catch (error) {
    return (error as Error).name !== "RepositoryNotFoundException";
  }
}

function refusal(losses: readonly RepositoryLoss[]): string {
  const said = losses.map(({ repository, kind, because }) =>
    kind === "delete" ? `delete ${repository}` : `replace ${repository} (${because.join(", ")} changes)`,
  );
  const names = losses.map(({ repository }) => repository).join(",");
  return `the plan would ${said.join(" and ")}, and lose the images there; ALLOW_REPOSITORY_LOSS=${names} allows it`;
}

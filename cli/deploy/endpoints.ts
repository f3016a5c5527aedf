import { requireAnswers, requireOneSide, resolveEndpoints } from "../endpoints";

/** Rules out what would fail late or hit the wrong place: a dead endpoint, AWS and the sandbox mixed. */
export async function checkEndpoints(region: string, environment: NodeJS.ProcessEnv): Promise<void> {
  const endpoints = await resolveEndpoints(region);
  requireOneSide(endpoints, environment.TF_WORKSPACE);
  await requireAnswers(endpoints);
}

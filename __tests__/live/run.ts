/** `npm run test:live`: the live suite against what the AWS variables point to, once that is known to answer. */
import { join } from "node:path";
import { resolveEndpoints, requireAnswers } from "../../cli/endpoints";
import { reportFailure } from "../../cli/failure";
import { readRegistry } from "../../cli/read-registry";
import { ROOT } from "../../cli/root";
import { labSettings } from "../../cli/lab/settings";
import { runLiveSuite } from "./suite";

async function main(args: string[]): Promise<number> {
  const registry = readRegistry(process.env.ECR_ACCESS_CONFIG || join(ROOT, "registry.yaml"));
  labSettings(registry, process.env);
  await requireAnswers(await resolveEndpoints(registry.region));
  return runLiveSuite(process.env, args);
}

main(process.argv.slice(2))
  .catch(reportFailure)
  .then((status) => {
    process.exitCode = status;
  });

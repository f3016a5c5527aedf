/** `npm run test:lab`: starts a sandbox, deploys the lab to it with Terraform, and runs the live suite against that. */
import { join } from "node:path";
import { LabConsole } from "../../cli/lab/console";
import { deployLab } from "../../cli/lab/deployed-lab";
import { makeLabDirectory } from "../../cli/lab/directory";
import { bareEnvironment, forgetAws } from "../../cli/lab/environment";
import { labSettings } from "../../cli/lab/settings";
import { reportFailure } from "../../cli/failure";
import { interruptSignal } from "../../cli/interrupt";
import { readRegistry } from "../../cli/read-registry";
import { ROOT } from "../../cli/root";
import type { Environment } from "../../lib/system/child";
import { findTerraform } from "../../lib/terraform/binary";
import { MIRROR_VARIABLE } from "../../lib/terraform/providers";
import type { Sandbox } from "../../sandbox/sandbox";
import { runLiveSuite } from "./suite";

/** Where this machine keeps Terraform and its provider, and where `.ci/run` wants the tests counted. */
function machine(environment: Environment): Record<string, string> {
  const names = ["TERRAFORM_BINARY_NAME", "TF_CLI_CONFIG_FILE", MIRROR_VARIABLE, "ECR_ACCESS_TEST_COUNTS"];
  return Object.fromEntries(names.flatMap((name) => (environment[name] ? [[name, environment[name]]] : [])));
}

async function main(args: string[]): Promise<number> {
  // the lab as it is written, whatever this shell exports of it
  const environment = { ...bareEnvironment(process.env), ...machine(process.env) };
  const config = join(ROOT, "registry.yaml");
  const settings = labSettings(readRegistry(config, environment), environment);
  const terraform = await findTerraform(environment);
  const signal = interruptSignal();
  forgetAws(process.env);
  const directory = makeLabDirectory();
  const sandboxes: Sandbox[] = [];
  try {
    const plan = { settings, config, directory, terraform, environment, console: new LabConsole(), signal };
    const { variables } = await deployLab(plan, (sandbox) => sandboxes.push(sandbox));
    return await runLiveSuite({ ...environment, ...variables }, args);
  } finally {
    await Promise.all(sandboxes.map((sandbox) => sandbox.stop()));
    directory.remove();
  }
}

main(process.argv.slice(2))
  .catch(reportFailure)
  .then((status) => {
    process.exitCode = status;
  });

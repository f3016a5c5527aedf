import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { cliConfigFile, findProvider } from "../../lib/terraform/providers";
import { ROOT } from "../root";

/** Variables with which cdktf and Terraform find the provider, with and without Terraform's registry. */
export function providerVariables(environment: NodeJS.ProcessEnv): Record<string, string> {
  const cache = join(ROOT, ".cache");
  mkdirSync(cache, { recursive: true });
  const configFile = cliConfigFile(findProvider(environment), join(cache, "terraform.tfrc"));
  return {
    CHECKPOINT_DISABLE: "1",
    // `terraform providers lock` asks the registry whatever the CLI configuration says; init writes a lock file too
    CDKTF_SKIP_PROVIDER_LOCK: environment.CDKTF_SKIP_PROVIDER_LOCK ?? "true",
    ...(configFile && { TF_CLI_CONFIG_FILE: configFile }),
  };
}

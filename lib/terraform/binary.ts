import { resolve } from "node:path";
import { type Environment, runChild } from "../system/child";
import { programsOnPath } from "../system/programs";

/** The oldest Terraform that the synthesized stacks and our reading of plans are made for. */
export const OLDEST_TERRAFORM = "1.5.0";

/** For what hangs where Terraform would tell its version. */
const PATIENCE_MS = 15_000;

/** Terraform or its provider is not there, does not answer, or is too old: one line that says what to do. */
export class TerraformMissing extends Error {}

/**
 * Terraform's path, once its version is known to be new enough.
 *
 * @param environment its PATH is searched; `TERRAFORM_BINARY_NAME`, which cdktf reads too, may name another program
 * @throws {TerraformMissing}
 */
export async function findTerraform(environment: Environment): Promise<string> {
  const name = environment.TERRAFORM_BINARY_NAME || "terraform";
  const program = name.includes("/") ? resolve(name) : programsOnPath(name, environment.PATH)[0];
  if (!program) {
    throw new TerraformMissing(
      `Terraform must be on the PATH, version ${OLDEST_TERRAFORM} or newer, found none; see https://developer.hashicorp.com/terraform/install`,
    );
  }
  const version = await versionOf(program, environment);
  if (!version || isOlder(version, OLDEST_TERRAFORM)) {
    throw new TerraformMissing(
      `Terraform must be version ${OLDEST_TERRAFORM} or newer, got ${version ? `"${version}"` : "no version"} from ${program}`,
    );
  }
  return program;
}

async function versionOf(program: string, { PATH }: Environment): Promise<string | undefined> {
  // no CLI configuration: a missing file that the user's variable names would be a warning on stdout
  const environment = { PATH, CHECKPOINT_DISABLE: "1", TF_CLI_CONFIG_FILE: "/dev/null" };
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const { stdout } = await runChild(program, ["version", "-json"], { cwd: "/", environment, signal });
    const { terraform_version: version } = JSON.parse(stdout) as { terraform_version?: unknown };
    return typeof version === "string" ? version : undefined;
  } catch {
    return undefined; // what can't even say its version is no Terraform of ours
  }
}

function isOlder(version: string, than: string): boolean {
  const [a, b] = [version, than].map((text) => text.split(/[.-]/).slice(0, 3).map(Number)) as [
    number[],
    number[],
  ];
  const differs = a.findIndex((part, index) => part !== b[index]);
  return differs >= 0 && !(a[differs]! > b[differs]!);
}

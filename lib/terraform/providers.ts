import { existsSync, readdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Environment } from "../system/child";
import { writeWhole } from "../system/write-file";
import { TerraformMissing } from "./binary";

/** The one provider of the stacks: what `@cdktf/provider-aws` 20.1.0 pins. */
const PROVIDER = join("registry.terraform.io", "hashicorp", "aws", "5.100.0");

/** Names a directory with an unpacked filesystem mirror of providers, before any other place is looked at. */
export const MIRROR_VARIABLE = "ECR_ACCESS_PROVIDER_MIRROR";

/**
 * How Terraform finds its provider: `file`, a CLI configuration of the user's that is left alone; `mirror`, a directory
 * that holds the provider; `undefined`, Terraform's own way, which is its registry.
 */
export type ProviderSource = { readonly file: string } | { readonly mirror: string } | undefined;

/**
 * Looks for the provider where machines without the registry keep it: our variable, then a CLI configuration that exists
 * (it is the user's word), then a filesystem mirror up to two levels below the usual places.
 *
 * @throws {TerraformMissing} the directory that our variable names holds no AWS provider
 */
export function findProvider(environment: Environment): ProviderSource {
  const named = environment[MIRROR_VARIABLE];
  if (named) return { mirror: checkedMirror(resolve(named)) };
  const home = environment.HOME;
  const files = [environment.TF_CLI_CONFIG_FILE, home && join(home, ".terraformrc")];
  const file = files.find((candidate) => candidate && existsSync(candidate));
  if (file) return { file: resolve(file) };
  const places = ["/opt", "/usr/local/share", "/usr/share", home].filter((place) => place !== undefined);
  const mirror = places
    .flatMap((place) => [...twoLevelsBelow(place)])
    .find((directory) => existsSync(join(directory, PROVIDER)));
  return mirror ? { mirror } : undefined;
}

/** The provider may lie there unpacked or not, in whichever version: Terraform says what it misses. */
function checkedMirror(mirror: string): string {
  const provider = dirname(PROVIDER);
  if (existsSync(join(mirror, provider))) return mirror;
  throw new TerraformMissing(
    `${MIRROR_VARIABLE} must name a directory that holds ${provider}, got ${JSON.stringify(mirror)}`,
  );
}

function* twoLevelsBelow(place: string): Generator<string> {
  yield place;
  for (const first of directoriesIn(place)) {
    yield first;
    yield* directoriesIn(first);
  }
}

function directoriesIn(directory: string): string[] {
  try {
    const entries = readdirSync(directory, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map((entry) => join(directory, entry.name));
  } catch {
    return []; // not there, or not ours to read: nothing to find
  }
}

/**
 * The value of `TF_CLI_CONFIG_FILE` that makes Terraform use that source; for a mirror the file is written at `generated`.
 * `undefined`: nothing to set.
 */
export function cliConfigFile(source: ProviderSource, generated: string): string | undefined {
  if (!source) return undefined;
  if ("file" in source) return source.file;
  writeWhole(generated, mirrorConfig(source.mirror));
  return generated;
}

/** A CLI configuration that takes the AWS provider from a directory, and every other provider as usual. */
export function mirrorConfig(mirror: string): string {
  const provider = '["registry.terraform.io/hashicorp/aws"]';
  return `provider_installation {
  filesystem_mirror {
    path    = ${JSON.stringify(mirror)}
    include = ${provider}
  }
  direct {
    exclude = ${provider}
  }
}
`;
}

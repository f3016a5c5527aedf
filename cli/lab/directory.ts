import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { isRunning, newOwner, parseOwner } from "../../lib/system/owner";
import { writeWhole } from "../../lib/system/write-file";
import { UsageError } from "../failure";
import { ROOT } from "../root";

/** The lab's own directory: everything that a run writes lies in it, and goes with it. */
export interface LabDirectory {
  readonly path: string;
  /** Where the stacks are synthesized to; their state lies beside it. */
  readonly output: string;
  /** Holds the profile with the role's temporary credentials, mode 0600. */
  readonly credentialsFile: string;
  /** An empty AWS config file, so that the user's is not read. */
  readonly configFile: string;
  /** A Terraform CLI configuration, where one has to be made. */
  readonly terraformConfig: string;
  remove(): void;
}

const RUN = "run-";

/**
 * A new directory below `.lab/` that only its owner can read. Those of labs that were killed are removed.
 *
 * @throws {UsageError} the checkout is not this user's to write
 */
export function makeLabDirectory(): LabDirectory {
  const path = newDirectory(join(ROOT, ".lab"));
  const configFile = join(path, "config");
  writeWhole(configFile, "", { mode: 0o600 });
  return {
    path,
    output: join(path, "cdktf.out"),
    credentialsFile: join(path, "credentials"),
    configFile,
    terraformConfig: join(path, "terraform.tfrc"),
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

function newDirectory(parent: string): string {
  const path = join(parent, `${RUN}${newOwner()}`);
  try {
    mkdirSync(parent, { recursive: true, mode: 0o700 });
    for (const name of readdirSync(parent).filter(isAbandoned))
      rmSync(join(parent, name), { recursive: true, force: true });
    mkdirSync(path, { mode: 0o700 });
    return path;
  } catch (error) {
    throw new UsageError(`${parent} must be a folder that this user can write: ${(error as Error).message}`);
  }
}

function isAbandoned(name: string): boolean {
  const owner = name.startsWith(RUN) ? parseOwner(name.slice(RUN.length)) : undefined;
  return owner !== undefined && isRunning(owner) === false;
}
